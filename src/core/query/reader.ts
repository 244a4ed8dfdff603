import { truncate, quote } from '../failure/text';
import { asArray, asNumber, asObject, asText, MAX_NAME } from '../json';
import { isVariable } from './names';
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

/** A resolved ad-hoc filter on a label. `=|` and `!=|` take several values. */
export interface Filter {
  readonly key: string;
  readonly operator: '=' | '!=' | '=|' | '!=|';
  readonly values: readonly string[];
}

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

/** The most filters of a query: each applies to every row. */
const MAX_FILTERS = 100;

/** Reads the fields of one saved query, which may be anything, and collects the problems with it. */
export class QueryReader {
  readonly problems: Problem[] = [];
  private readonly literals: ReadonlySet<unknown>;

  constructor(private readonly saved: Readonly<Record<string, unknown>>) {
    this.literals = new Set(asArray(saved.literals));
  }

  base(): QueryBase {
    return { refId: asText(this.saved.refId) ?? '', filters: this.filters() };
  }

  /** Returns the value of every field of a table. A field that is missing or wrong has its default. */
  values<Fields extends FieldTable>(fields: Fields): ValuesOf<Fields> {
    const entries = Object.entries(fields).map(([path, field]) => {
      const isUsed = field.onlyFor === undefined || field.onlyFor === this.format(fields);
      return [path, isUsed ? this.value(path, field) : field.shape === 'boolean' ? false : []] as const;
    });
    const values = Object.fromEntries(entries);
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
        return this.idList(path, field);
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

  /** Returns the saved format for the fields that depend on it. The format's own field reports a wrong one. */
  private format({ format }: FieldTable): string | null {
    return format?.shape !== 'enum'
      ? null
      : (format.choices.find((choice) => choice === this.saved.format) ?? format.default);
  }

  private id(path: string, field: IdField): readonly string[] {
    const ids = this.ids(path, field);
    if (ids.length === 0 && field.required && !this.hasProblem(path)) {
      this.problems.push({ path, text: `${field.label} is missing`, unfinished: true });
    }
    return ids;
  }

  private idList(path: string, field: IdListField): readonly string[] {
    const ids = this.ids(path, field);
    if (ids.length === 0 && !field.emptyMeansAll && !this.hasProblem(path)) {
      this.problems.push({ path, text: `${field.label}: name at least one`, unfinished: true });
    }
    return ids;
  }

  private text(path: string): string {
    const text = asText(this.saved[path]) ?? '';
    if (text.length > MAX_NAME) {
      this.problems.push({ path, text: `${path} is longer than ${MAX_NAME} characters`, unfinished: false });
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
      const text = `${field.label} ${quote(saved)} is not a whole number from ${min} to ${max}`;
      this.problems.push({ path, text, unfinished: false });
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
      const text = `${field.label} ${quote(saved)} is neither true nor false`;
      this.problems.push({ path, text, unfinished: false });
    }
    return saved === true;
  }

  private filters(): readonly Filter[] {
    const all = asArray(this.saved.filters);
    if (!Array.isArray(this.saved.filters ?? [])) {
      this.problems.push({ path: 'filters', text: 'filters is not a list', unfinished: false });
    } else if (all.length > MAX_FILTERS) {
      const text = `filters holds ${all.length} entries, and a query takes ${MAX_FILTERS} at most`;
      this.problems.push({ path: 'filters', text, unfinished: false });
    }
    return all.slice(0, MAX_FILTERS).flatMap((filter, i) => {
      const { key, operator, values } = asObject(filter);
      const knownOperator = OPERATORS.find((candidate) => candidate === operator);
      if (typeof key !== 'string' || knownOperator === undefined) {
        const saved = quote({ key, operator });
        const text = `filters[${i}] is ${saved} and needs a key and one of the operators ${OPERATORS.join(', ')}`;
        this.problems.push({ path: `filters[${i}]`, text, unfinished: false });
        return [];
      }
      const texts = asArray(values).flatMap((value) => asText(value) ?? []);
      texts.forEach((text) => this.isUnresolved(`filters[${i}]`, `Filter on ${truncate(key, 100)}`, text.trim()));
      return [{ key, operator: knownOperator, values: texts }];
    });
  }

  private hasProblem(path: string): boolean {
    return this.problems.some((problem) => problem.path === path);
  }

  /** Returns IDs and names, which become parts of requests. */
  private ids(path: string, field: IdField | IdListField): readonly string[] {
    const ids = this.texts(path, field);
    if (field.shape === 'idList' && field.emptyMeansAll && ids.some((id) => this.meansAll(id))) {
      return [];
    }
    return ids.filter((id) => {
      const problem = this.meansAll(id) ? ONE_BY_ONE : problemWithName(id);
      if (problem !== null) {
        this.problems.push({ path, text: `${field.label} ${quote(id)} ${problem}`, unfinished: false });
      }
      return problem === null;
    });
  }

  private meansAll(text: string): boolean {
    return ALL.includes(text) && !this.literals.has(text);
  }

  /** Returns a saved list, or a single text as a list of one. Blanks around an ID often come from pasting. */
  private texts(path: string, field: QueryField): readonly string[] {
    const saved = this.saved[path];
    const isList = Array.isArray(saved);
    const texts: string[] = [];
    if (isList && saved.length > MAX_ENTRIES) {
      const text = `${field.label} holds ${saved.length} entries, and a query takes ${MAX_ENTRIES} at most`;
      this.problems.push({ path, text, unfinished: false });
      return [];
    }
    (isList ? asArray(saved) : [saved]).forEach((item, i) => {
      const text = asText(item)?.trim() ?? '';
      if (this.isUnresolved(path, field.label, text)) {
        return;
      }
      if (typeof item === 'object' && item !== null) {
        this.problems.push({
          path,
          text: `${field.label} holds ${quote(item)}, not a text`,
          unfinished: false,
        });
      } else if (text !== '') {
        texts.push(text);
      } else if (isList) {
        const text = `${field.label}: entry ${i + 1} is empty. A variable in it may have no value; empty never means all`;
        this.problems.push({ path, text, unfinished: false });
      }
    });
    return [...new Set(texts)];
  }

  /** Whether a value is a variable that was not replaced, which is a problem. A name may contain a dollar sign. */
  private isUnresolved(path: string, label: string, text: string): boolean {
    const isUnresolved = isVariable(text) && !this.literals.has(text);
    if (isUnresolved) {
      const advice = `${label}: the variable ${truncate(text, 100)} has no value here. Alert rules and public dashboards have no variables: enter the value itself`;
      this.problems.push({ path, text: advice, unfinished: false });
    }
    return isUnresolved;
  }

  private notAChoice<R>(path: string, field: EnumField | EnumListField, saved: unknown, instead: R): R {
    const text = `${field.label} ${quote(saved)} is not one of ${field.choices.join(', ')}`;
    this.problems.push({ path, text, unfinished: false });
    return instead;
  }
}

/** What people write as a variable's "Custom all value", as other data sources need it. */
const ALL: readonly string[] = ['.*', '.+', '*'];
const ONE_BY_ONE =
  'means all, but this field takes one value at a time. Clear "Custom all value" in the variable: All then gives each of its values';

const OPERATORS = ['=', '!=', '=|', '!=|'] as const;

/** Returns why a text cannot be an ID or name; null if it can. */
function problemWithName(text: string): string | null {
  if (text.length > MAX_NAME) {
    return `is longer than ${MAX_NAME} characters`;
  }
  return DOTS.test(text) ? 'is not a name' : CONTROL.test(text) ? 'holds a control character' : null;
}

function hasAll<Fields extends FieldTable>(values: unknown, fields: Fields): values is ValuesOf<Fields> {
  return Object.keys(fields).every((path) => Object.hasOwn(asObject(values), path));
}
