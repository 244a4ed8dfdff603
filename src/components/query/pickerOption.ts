import type { ComboboxOption } from '@grafana/ui';
import { choiceText } from '../../i18n';

/** An option of a picker: an entry of a list, a variable, or a selected ID. */
export interface PickerOption extends ComboboxOption {
  readonly label: string;
  /** A shorter text for the selected option, if the label is long because users search it. */
  readonly name?: string;
}

/** An option for a choice of a fixed set. */
export function choiceOption(choice: string): PickerOption {
  return { value: choice, label: choiceText(choice) };
}

/** The IDs of selected options that show names, a line each; undefined if all show their ID. */
export function idsTitle(selected: readonly PickerOption[]): string | undefined {
  const named = selected.filter(({ label, value }) => label !== value);
  return named.length === 0 ? undefined : named.map(({ label, value }) => `${label}: ${value}`).join('\n');
}

/**
 * All options, the selected ones first; they may be free text. Grafana's Combobox starts its highlight at the selected
 * option's place among all options, also while typing leaves fewer options than that. Enter would then pick nothing.
 * `names` describes selected options that are no longer listed.
 */
export function selectedFirst(
  selected: readonly string[],
  options: readonly PickerOption[],
  names: ReadonlyMap<string, PickerOption> = new Map()
): PickerOption[] {
  const isSelected = new Set(selected);
  const listed = new Map(options.filter(({ value }) => isSelected.has(value)).map((option) => [option.value, option]));
  return [
    ...selected.map((value) => listed.get(value) ?? names.get(value) ?? { value, label: value }),
    ...options.filter(({ value }) => !isSelected.has(value)),
  ];
}
