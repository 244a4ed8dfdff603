import { plain, type Offered } from './offered';

/**
 * What a field offers: what is chosen, which may be free text, then the rest.
 * Chosen first, because a Combobox begins its highlight at the place that the chosen option has in the whole list, also where typing
 * left fewer options than that; Enter then chooses nothing, and its `onChange` gets no option.
 * `seen` describes what is chosen and no longer offered.
 */
export function chosenFirst(
  chosen: readonly string[],
  offered: readonly Offered[],
  seen: ReadonlyMap<string, Offered> = new Map()
): Offered[] {
  const isChosen = new Set(chosen);
  const described = new Map(offered.filter(({ value }) => isChosen.has(value)).map((option) => [option.value, option]));
  return [
    ...chosen.map((value) => described.get(value) ?? seen.get(value) ?? plain(value)),
    ...offered.filter(({ value }) => !isChosen.has(value)),
  ];
}
