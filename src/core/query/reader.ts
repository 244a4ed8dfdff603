import { quote } from '../failure/text';
import { asArray, asNumber, asObject, asText, MAX_NAME, type JsonObject } from '../json';
import { describeVariable } from './names';
import type {
  BooleanField,
  EnumField,
  EnumListField,
  FieldTable,
  IdField,
  IdListField,
  IntegerField,
  QueryField,
  ValueOf,
  ValuesOf,
} from './field';
import { readFilters, type Filter } from './readFilters';

/** The members that every query has. */
export interface QueryBase {
  readonly refId: string;
  readonly filters: readonly Filter[];
}

/** A reason why a query cannot run. */
export interface Problem {
  /** The field of the query. */
  readonly path: string;
  /** The end of a sentence: `<label> <text>`. */
  readonly text: string;
  /** True if a value is missing, false if a value is wrong. */
  readonly unfinished: boolean;
}

// HTTP clients between here and the server would resolve a path segment of only dots.
const DOTS = /^\.{1,2}$/;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** The most entries of a list: each can be a request. `maxPeers` goes no higher. */
const MAX_ENTRIES = 10_000;

/** Returns the format of a query; one that is missing or wrong is the default. Undefined if its type has no formats. */
export function formatOf({ format }: FieldTable, saved: unknown): string | undefined {
  return format?.shape === 'enum' ? (format.choices.find((choice) => choice === saved) ?? format.default) : undefined;
}

/** Whether a query with this format uses a field. A query of a type without formats uses all its fields. */
export function isUsed({ onlyFor }: QueryField, format: string | undefined): boolean {
  return format === undefined || (onlyFor?.includes(format) ?? true);
}

/** The value of a field that the format does not use. */
function unusedValue(field: QueryField): ValueOf<QueryField> {
  return 'default' in field ? field.default : field.shape === 'boolean' ? false : field.shape === 'text' ? '' : [];
}

/** Reads the fields of one saved query, which may be anything, and collects the problems with it. */
export class QueryReader {
  readonly problems: Problem[] = [];
  private readonly literals: ReadonlySet<unknown>;

  constructor(private readonly saved: JsonObject) {
    this.literals = new Set(asArray(saved.literals));
  }

  private readonly report = (path: string, text: string, unfinished = false): void => {
    this.problems.push({ path, text, unfinished });
  };

  base(): QueryBase {
    return {
      refId: asText(this.saved.refId) ?? '',
      filters: readFilters(this.saved.filters, this.literals, this.report),
    };
  }

  /** Returns the value of every field of a table. A field that is missing or wrong has its default. */
  values<Fields extends FieldTable>(fields: Fields): ValuesOf<Fields> {
    const values: Record<string, unknown> = {};
    const format = formatOf(fields, this.saved.format);
    // By index: to take a pair apart by an iterator would take the Go host's engine as long as to read the field.
    Object.entries(fields).forEach(({ 0: path, 1: field }) => {
      values[path] = isUsed(field, format) ? this.value(path, field) : unusedValue(field);
    });
    if (!hasAll(values, fields)) {
      throw new Error('A field of a query was not read.');
    }
    return values;
  }

  private value(path: string, field: QueryField): ValueOf<QueryField> {
    switch (field.shape) {
      case 'id':
        return this.id(path, field);
      case 'idList':
        return this.ids(path, field);
      case 'text':
        return this.text(path);
      case 'enum':
        return this.choice(path, field);
      case 'enumList':
        return this.choices(path, field);
      case 'integer':
        return field.isClamped ? this.clamped(path, field) : this.integer(path, field);
      case 'boolean':
        return this.boolean(path, field);
    }
  }

  private id(path: string, field: IdField): readonly string[] {
    const ids = this.ids(path, field);
    if (ids.length === 0 && field.required && !this.hasProblem(path)) {
      const why = this.saved[path] === '' ? ': a variable in it may have no value' : '';
      this.report(path, `${field.label} is missing${why}`, true);
    }
    return ids;
  }

  private text(path: string): string {
    const text = asText(this.saved[path]) ?? '';
    if (text.length > MAX_NAME) {
      this.report(path, `${path} is longer than ${MAX_NAME} characters`);
    }
    return text;
  }

  private choice(path: string, field: EnumField): string {
    const saved = this.saved[path];
    if (saved === undefined || saved === null || saved === '') {
      return field.default;
    }
    return field.choices.find((choice) => choice === saved) ?? this.notAChoice(path, field, saved, field.default);
  }

  private choices(path: string, field: EnumListField): readonly string[] {
    const texts = this.texts(path, field);
    if (texts.some((text) => this.meansAll(text))) {
      return field.whenEmpty === undefined ? [] : field.choices;
    }
    return texts.flatMap((text) => {
      const choice = field.choices.find((choice) => choice === text);
      return choice === undefined ? this.notAChoice(path, field, text, []) : [choice];
    });
  }

  /** A number outside the limits is reported as a mistake; a missing one is not. */
  private integer(path: string, field: IntegerField): number {
    const saved = this.saved[path];
    if (saved === undefined || saved === null || saved === '') {
      return field.default;
    }
    const { min = 1, max } = field;
    const number = asNumber(saved);
    if (number === null || number < min || number > max || Math.floor(number) !== number) {
      this.report(path, `${field.label} ${quote(saved)} is not a whole number from ${min} to ${max}`);
      return field.default;
    }
    return number;
  }

  private clamped(path: string, { default: byDefault, min = 1, max }: IntegerField): number {
    const number = asNumber(this.saved[path]);
    return number === null ? byDefault : Math.min(max, Math.max(min, Math.floor(number)));
  }

  private boolean(path: string, field: BooleanField): boolean {
    const saved = this.saved[path] ?? false;
    if (typeof saved !== 'boolean') {
      this.report(path, `${field.label} ${quote(saved)} is neither true nor false`);
    }
    return saved === true;
  }

  private hasProblem(path: string): boolean {
    return this.problems.some((problem) => problem.path === path);
  }

  /** Returns IDs and names, which become parts of requests. */
  private ids(path: string, field: IdField | IdListField): readonly string[] {
    const ids = this.texts(path, field);
    if (field.shape === 'idList' && ids.some((id) => this.meansAll(id))) {
      return [];
    }
    return ids.filter((id) => {
      const problem = this.meansAll(id) ? ONE_BY_ONE : problemWithName(id);
      if (problem !== null) {
        this.report(path, `${field.label} ${quote(id)} ${problem}`);
      }
      return problem === null;
    });
  }

  private meansAll(text: string): boolean {
    return ALL.includes(text) && !this.literals.has(text);
  }

  /**
   * Returns a saved list, or a single text as a list of one. Blanks around an ID come from pasting; a name may have
   * them.
   */
  private texts(path: string, field: QueryField): readonly string[] {
    const saved = this.saved[path];
    const isList = Array.isArray(saved);
    const texts: string[] = [];
    if (isList && saved.length > MAX_ENTRIES) {
      this.report(path, `${field.label} holds ${saved.length} entries, and a query takes ${MAX_ENTRIES} at most`);
      return [];
    }
    (isList ? asArray(saved) : [saved]).forEach((item, i) => {
      const whole = asText(item) ?? '';
      const trimmed = whole.trim();
      const text = 'isFreeName' in field && trimmed !== '' ? whole : trimmed;
      const variable = describeVariable(text, this.literals);
      if (variable !== null) {
        this.report(path, `${field.label}: ${variable}`);
      } else if (typeof item === 'object' && item !== null) {
        this.report(path, `${field.label} holds ${quote(item)}, not a text`);
      } else if (text !== '') {
        texts.push(text);
      } else if (isList) {
        this.report(
          path,
          `${field.label}: entry ${i + 1} is empty. A variable in it may have no value; empty never means all`
        );
      }
    });
    // Nearly no list has repetitions. The Go host's engine makes an object for each item that it spreads.
    const distinct = new Set(texts);
    return distinct.size === texts.length ? texts : [...distinct];
  }

  private notAChoice<R>(path: string, field: EnumField | EnumListField, saved: unknown, instead: R): R {
    this.report(path, `${field.label} ${quote(saved)} is not one of ${field.choices.join(', ')}`);
    return instead;
  }
}

/** What people write as a variable's "Custom all value", as other data sources need it. */
const ALL: readonly string[] = ['.*', '.+', '*'];
const ONE_BY_ONE =
  'means all, but this field takes one value at a time. Clear "Custom all value" in the variable: All then gives each of its values';

/** Returns why a text cannot be an ID or name; null if it can. */
function problemWithName(text: string): string | null {
  if (text.length > MAX_NAME) {
    return `is longer than ${MAX_NAME} characters`;
  }
  return DOTS.test(text) ? 'is not a name' : CONTROL.test(text) ? 'holds a control character' : null;
}

function hasAll<Fields extends FieldTable>(values: unknown, fields: Fields): values is ValuesOf<Fields> {
  return Object.keys(fields).length === Object.keys(asObject(values)).length;
}
