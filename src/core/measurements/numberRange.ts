/** The numbers that a value can be, both ends included. Any other is an error of whoever measured, such as -1 for unknown. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** Describes a range: `0 to 100`. */
export function describeRange({ min, max }: NumberRange): string {
  return `${min} to ${max}`;
}

/** Returns the number if it is within the range, else null. */
export function within(number: number | null, { min, max }: NumberRange): number | null {
  return number === null || number < min || number > max ? null : number;
}

/** Compares numbers for sorting: ascending, and null last. */
export function compareNumbers(one: number | null, other: number | null): number {
  return one === null || other === null ? Number(one === null) - Number(other === null) : one - other;
}
