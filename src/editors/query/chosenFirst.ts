import type { ComboboxOption } from '@grafana/ui';

/**
 * What a field offers: what is chosen, which may be free text, then the rest.
 * Chosen first, because a Combobox begins its highlight at the place that the chosen option has in the whole list, also where typing
 * left fewer options than that; Enter then chooses nothing, and its `onChange` gets no option.
 */
export function chosenFirst(chosen: readonly string[], offered: readonly ComboboxOption[]): ComboboxOption[] {
  const described = chosen.map((value) => offered.find((option) => option.value === value) ?? { value, label: value });
  return [...described, ...offered.filter((option) => !chosen.includes(option.value))];
}
