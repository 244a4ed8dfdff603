/** One field of a saved query. The tables beside this file are made of these; all that reads a query reads the tables. */
interface Common {
  /** In the words of the query editor. */
  readonly label: string;
  /** What the field does, for the docs and the editor's tooltips. */
  readonly about: string;
}

/** An ID or a name. One value as saved; several after a multi-value variable fanned out. */
export interface IdField extends Common {
  readonly shape: 'one';
  readonly required: boolean;
}

/** A list of IDs or names; empty means all. */
export interface IdListField extends Common {
  readonly shape: 'many';
  /** False where there is nothing that an empty list could stand for. */
  readonly emptyMeansAll: boolean;
}

/** A text that may hold variables and is not an ID. */
export interface TextField extends Common {
  readonly shape: 'text';
}

/** One of a closed set. */
export interface EnumField<C extends string> extends Common {
  readonly shape: 'choice';
  readonly choices: readonly C[];
  readonly fallback: C;
}

/** Some of a closed set; empty means all, or what `whenEmpty` names. */
export interface EnumListField<C extends string> extends Common {
  readonly shape: 'choices';
  readonly choices: readonly C[];
  /** What empty stands for where it is not all, in words. */
  readonly whenEmpty?: string;
}

/** A whole number. */
export interface IntegerField extends Common {
  readonly shape: 'count';
  readonly fallback: number;
  /** 1 where absent. */
  readonly least?: number;
  readonly most: number;
}

/** Yes or no; no where it is not saved. */
export interface BooleanField extends Common {
  readonly shape: 'flag';
}

export type QueryField =
  IdField | IdListField | TextField | EnumField<string> | EnumListField<string> | IntegerField | BooleanField;

/** Whether template variables are replaced in it. A choice is the user's explicit one. */
export function isInterpolated({ shape }: QueryField): boolean {
  return shape === 'one' || shape === 'many' || shape === 'text' || shape === 'choices';
}
