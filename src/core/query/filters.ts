import type { Filter } from './reader';

type Labels = Readonly<Record<string, string | null | undefined>>;

/** Whether labels pass the filters on them; filters on other labels are for other queries of the dashboard. */
export function passesOwn(labels: Labels, filters: readonly Filter[]): boolean {
  return passes(
    labels,
    filters.filter(({ key }) => key in labels)
  );
}

/** Whether labels pass every filter. A label that is absent counts as an empty one. */
export function passes(labels: Labels, filters: readonly Filter[]): boolean {
  return filters.every(({ key, operator, values }) => {
    const among = values.includes(labels[key] ?? '');
    return operator === '=' || operator === '=|' ? among : !among;
  });
}
