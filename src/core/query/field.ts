/**
 * One field of a saved query. The tables in `types/` consist of these; parser, editor, docs and TypeScript types derive
 * from them.
 */
interface BaseField {
  /** Its name in the query editor. */
  readonly label: string;
  /** A description for the docs and the editor's tooltips. */
  readonly about: string;
  /** The formats that use the field; any other ignores its saved value. Absent if all formats use it. */
  readonly onlyFor?: readonly string[];
}

interface BaseIdField extends BaseField {
  /** Set if people choose the values: such a name may have blanks inside and at its ends. IDs of 100ms never do. */
  readonly isFreeName?: true;
}

/** An ID or a name. One value when saved; several after the expansion of a multi-value variable. */
export interface IdField extends BaseIdField {
  readonly shape: 'id';
  readonly required: boolean;
}

/** A list of IDs or names; empty means all. */
export interface IdListField extends BaseIdField {
  readonly shape: 'idList';
  /** Values that the editor offers. The service may add others. */
  readonly known?: readonly string[];
}

/** A text that may contain variables and is not an ID. */
interface TextField extends BaseField {
  readonly shape: 'text';
}

/** One value of a closed set. */
export interface EnumField extends BaseField {
  readonly shape: 'enum';
  readonly choices: readonly string[];
  readonly default: string;
}

/** Some values of a closed set; empty means all, or as `whenEmpty` says. */
export interface EnumListField extends BaseField {
  readonly shape: 'enumList';
  readonly choices: readonly string[];
  /** What empty means if it does not mean all, in words. */
  readonly whenEmpty?: string;
}

/** A whole number. */
export interface IntegerField extends BaseField {
  readonly shape: 'integer';
  readonly default: number;
  /** What it counts or measures, shown behind the number. */
  readonly unit?: string;
  /** 1 if absent. */
  readonly min?: number;
  readonly max: number;
  /**
   * Moves a number outside the limits to the nearest limit instead of rejecting it. For members that Grafana itself
   * writes into queries.
   */
  readonly isClamped?: boolean;
}

/** Yes or no; no by default. */
export interface BooleanField extends BaseField {
  readonly shape: 'boolean';
}

/** What a field of a query may have besides its label and its help. */
type More<Field extends BaseField> = Partial<Omit<Field, keyof BaseField | 'shape'>> & Pick<BaseField, 'onlyFor'>;

export function idField(label: string, about: string, more: More<IdField> = {}): IdField {
  return { shape: 'id', required: false, label, about, ...more };
}

export function idListField(label: string, about: string, more: More<IdListField> = {}): IdListField {
  return { shape: 'idList', label, about, ...more };
}

export function textField(label: string, about: string, more: More<TextField> = {}): TextField {
  return { shape: 'text', label, about, ...more };
}

export function enumField<const Choices extends readonly string[]>(
  label: string,
  about: string,
  choices: Choices,
  byDefault: Choices[number],
  more: Pick<BaseField, 'onlyFor'> = {}
) {
  return { shape: 'enum', label, about, choices, default: byDefault, ...more } as const;
}

export function enumListField<const Choices extends readonly string[]>(
  label: string,
  about: string,
  choices: Choices,
  more: Omit<More<EnumListField>, 'choices'> = {}
) {
  return { shape: 'enumList', label, about, choices, ...more } as const;
}

export function integerField(
  label: string,
  about: string,
  more: Omit<IntegerField, Exclude<keyof BaseField, 'onlyFor'> | 'shape'>
): IntegerField {
  return { shape: 'integer', label, about, ...more };
}

export function booleanField(label: string, about: string, more: More<BooleanField> = {}): BooleanField {
  return { shape: 'boolean', label, about, ...more };
}

export type QueryField = IdField | IdListField | TextField | EnumField | EnumListField | IntegerField | BooleanField;

/** The fields of a query type, in the order of the docs. */
export type FieldTable = Readonly<Record<string, QueryField>>;

/** The type of a field's value in a parsed query. */
export type ValueOf<Field extends QueryField> = Field extends { shape: 'id' | 'idList' }
  ? readonly string[]
  : Field extends { shape: 'text' }
    ? string
    : Field extends { shape: 'enum'; choices: ReadonlyArray<infer Choice> }
      ? Choice
      : Field extends { shape: 'enumList'; choices: ReadonlyArray<infer Choice> }
        ? readonly Choice[]
        : Field extends { shape: 'integer' }
          ? number
          : boolean;

export type ValuesOf<Fields extends FieldTable> = { readonly [Path in keyof Fields]: ValueOf<Fields[Path]> };

/** Whether template variables are replaced in a field. A single choice is always explicit and has none. */
export function isInterpolated({ shape }: QueryField): boolean {
  return shape === 'id' || shape === 'idList' || shape === 'text' || shape === 'enumList';
}
