/**
 * The numbers that a value can be, both ends included. Any other number is a measuring error, such as -1 for unknown.
 */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** How people read Grafana's units; `suffix:px` says it itself, and counts have none. */
const UNITS = new Map([
  ['percent', '%'],
  ['Bps', 'bytes per second'],
  ['bps', 'bits per second'],
  ['bytes', 'bytes'],
  ['ms', 'ms'],
]);

/** Describes a range with Grafana's unit of its numbers: `0 to 60,000 ms`. */
export function describeRange({ min, max }: NumberRange, unit = ''): string {
  const words = unit.startsWith('suffix:') ? unit.slice('suffix:'.length) : UNITS.get(unit);
  const range = `${groupDigits(min)} to ${groupDigits(max)}`;
  return words === undefined ? range : `${range} ${words}`;
}

/** Formats a whole number with commas. */
function groupDigits(number: number): string {
  const rest = String(Math.abs(number % 1_000)).padStart(3, '0');
  return Math.abs(number) < 1_000 ? String(number) : `${groupDigits(Math.trunc(number / 1_000))},${rest}`;
}

/** Returns the number if it is within the range, else null. */
export function within(number: number | null, { min, max }: NumberRange): number | null {
  return number === null || number < min || number > max ? null : number;
}

/** Compares numbers for sorting: ascending, and null last. */
export function compareNumbers(one: number | null, other: number | null): number {
  return one === null || other === null ? Number(one === null) - Number(other === null) : one - other;
}
