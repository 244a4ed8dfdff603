import type { Offered } from './offered';

/** Between IDs of 100ms, which never hold a blank. */
export const BETWEEN_IDS = /[\s,;]/;
/** Between names of Storm, which may hold a blank. */
export const BETWEEN_NAMES = /[\t\r\n,;]/;

/** What was pasted or typed, one by one. */
export function splitIds(text: string, between: RegExp): readonly string[] {
  return text
    .split(between)
    .map((id) => id.trim())
    .filter(Boolean);
}

/**
 * What is meant by a text that was typed and left unconfirmed: the one option of that name, or a new ID.
 * Null where it is none, or only looked for an option that was not picked in the end.
 */
export function meantBy(typed: string, options: readonly Offered[], chosen: readonly string[]): string | null {
  const isChosen = new Set(chosen);
  const named = onlyOne(options.filter(calledBy(typed)));
  if (named !== null) {
    return named;
  }
  const isFound = foundBy(typed);
  const looksForOne = options.some((option) => !isChosen.has(option.value) && isFound(option));
  return typed === '' || looksForOne ? null : typed;
}

/**
 * What is meant by a text that was typed and confirmed while no option was highlighted: the one option that it finds by its name,
 * or a new ID. Null where it finds several.
 */
export function confirmedBy(typed: string, options: readonly Offered[]): string | null {
  const named = onlyOne(options.filter(calledBy(typed)));
  if (named !== null || !findsByName(typed, options)) {
    return named ?? typed;
  }
  const isFound = foundBy(typed);
  return onlyOne(options.filter((option) => hasName(option) && isFound(option)));
}

/** Whether a typed text is part of a name. It is no ID then, as a name is no part of one. */
export function findsByName(typed: string, options: readonly Offered[]): boolean {
  const isFound = foundBy(typed);
  return typed !== '' && options.some((option) => hasName(option) && isFound(option));
}

/** Storm's names are their own IDs, and one can be a part of another. */
function hasName({ value, label }: Offered): boolean {
  return label !== '' && label !== value;
}

/** Whether a typed text finds an option. The text is folded once for all options: both can be long. */
function foundBy(typed: string): (option: Offered) => boolean {
  const asked = typed.toLowerCase();
  return ({ label }) => label.toLowerCase().includes(asked);
}

/** Whether an option is called what was typed. */
function calledBy(typed: string): (option: Offered) => boolean {
  const asked = typed.toLowerCase();
  return ({ value, label, name }) =>
    asked !== '' && (value === typed || label.toLowerCase() === asked || name?.toLowerCase() === asked);
}

function onlyOne(options: readonly Offered[]): string | null {
  return options.length === 1 ? (options[0]?.value ?? null) : null;
}
