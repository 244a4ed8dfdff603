import type { PickerOption } from './pickerOption';

/** The IDs in a typed or pasted text. Names that people chose may contain spaces. */
export function splitIds(text: string, isFreeName = false): readonly string[] {
  return text
    .split(isFreeName ? /[\t\r\n,;]/ : /[\s,;]/)
    .map((id) => id.trim())
    .filter(Boolean);
}

/**
 * The ID that a user means who typed a text and left the field; null if they typed nothing, or only searched the
 * options.
 */
export function valueOnBlur(
  text: string,
  options: readonly PickerOption[],
  selected: readonly string[]
): string | null {
  const named = exactMatch(text, options);
  const typed = text.trim();
  if (named !== null || typed === '') {
    return named;
  }
  const isSelected = new Set(selected);
  const isFound = search(typed);
  return options.some((option) => !isSelected.has(option.value) && isFound(option)) ? null : typed;
}

/**
 * The ID that a user means who typed a text and pressed Enter while no option was highlighted; null if several names
 * match.
 */
export function valueOnEnter(text: string, options: readonly PickerOption[]): string | null {
  const named = exactMatch(text, options);
  const typed = text.trim();
  if (named !== null || !matchesName(typed, options)) {
    return named ?? typed;
  }
  const isFound = search(typed);
  return singleValue(options.filter((option) => hasName(option) && isFound(option)));
}

/** Whether a typed text is part of a name. Then it is no ID. */
export function matchesName(typed: string, options: readonly PickerOption[]): boolean {
  const isFound = search(typed);
  return typed !== '' && options.some((option) => hasName(option) && isFound(option));
}

/** The names of Storm are their own IDs, and one may be part of another. */
function hasName({ value, label }: PickerOption): boolean {
  return label !== '' && label !== value;
}

/** Texts and lists can be long, so the text is folded only once. */
function search(typed: string): (option: PickerOption) => boolean {
  const text = typed.toLowerCase();
  return ({ label }) => label.toLowerCase().includes(text);
}

/** Returns the option with exactly this name, else the one with its text between the blanks. */
function exactMatch(text: string, options: readonly PickerOption[]): string | null {
  return optionNamed(text, options) ?? optionNamed(text.trim(), options);
}

function optionNamed(typed: string, options: readonly PickerOption[]): string | null {
  const text = typed.toLowerCase();
  const isNamed = ({ value, label, name }: PickerOption) =>
    text !== '' && (value === typed || label.toLowerCase() === text || name?.toLowerCase() === text);
  return singleValue(options.filter(isNamed));
}

function singleValue(options: readonly PickerOption[]): string | null {
  return options.length === 1 ? (options[0]?.value ?? null) : null;
}
