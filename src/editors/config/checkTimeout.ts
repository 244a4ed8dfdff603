/** Seconds, where the settings hold none. */
export const DEFAULT_TIMEOUT = 30;

const LONGEST = 3600;

/** A typed timeout in seconds: undefined where none is typed, null where it is no number above zero and up to an hour. */
export function timeoutOf(text: string): number | undefined | null {
  if (text.trim() === '') {
    return undefined;
  }
  const seconds = Number(text);
  return seconds > 0 && seconds <= LONGEST ? seconds : null;
}
