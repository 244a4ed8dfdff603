import type { ComboboxOption } from '@grafana/ui';

/** Between IDs of 100ms, which never hold a blank. */
export const BETWEEN_IDS = /[\s,;]+/;
/** Between names of Storm, which may hold a blank. */
export const BETWEEN_NAMES = /[\t\r\n,;]+/;

/** What was pasted or typed, one by one. */
export function splitIds(text: string, between: RegExp): readonly string[] {
  return text
    .split(between)
    .map((id) => id.trim())
    .filter(Boolean);
}

/**
 * What is meant by a text that was typed and left unconfirmed: the option of that name, or a new ID.
 * Null where it is none, or only looked for an option that was not picked in the end.
 */
export function meantBy(typed: string, options: readonly ComboboxOption[], chosen: readonly string[]): string | null {
  const named = options.find(({ value, label = value }) => label === typed);
  if (named !== undefined) {
    return named.value;
  }
  const looksFor = typed.toLowerCase();
  const finds = ({ value, label = value }: ComboboxOption) => label.toLowerCase().includes(looksFor);
  return typed === '' || options.some((option) => !chosen.includes(option.value) && finds(option)) ? null : typed;
}
