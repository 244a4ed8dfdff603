const WHOLE = /^\d{1,9}$/;

/** A parameter as a whole number within bounds: `otherwise` where it was not sent, null where it is anything else. */
export function wholeOf(text: string | undefined, least: number, most: number, otherwise: number): number | null {
  if (text === undefined) {
    return otherwise;
  }
  const value = WHOLE.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}

/** A parameter as `YYYY-MM-DDTHH:mm:ss.sssZ`, milliseconds since the epoch: `otherwise` where it was not sent, null where it is anything else. */
export function instantOf(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) {
    return otherwise;
  }
  // Engines read other texts differently, and one of the 31st of February too.
  const value = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(value) && new Date(value).toISOString() === text ? value : null;
}

/** A parameter as a boolean: `otherwise` where it was not sent, null where it is anything else. */
export function booleanOf(text: string | undefined, otherwise: boolean): boolean | null {
  return text === undefined ? otherwise : text === 'true' ? true : text === 'false' ? false : null;
}
