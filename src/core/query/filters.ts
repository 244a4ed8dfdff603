import type { Filter } from './query';

/** Whether labels pass every filter. A label that is absent counts as an empty one. */
export function passes(
  labels: Readonly<Record<string, string | null | undefined>>,
  filters: readonly Filter[]
): boolean {
  return filters.every(({ key, operator, values }) => {
    const among = values.includes(labels[key] ?? '');
    return operator === '=' || operator === '=|' ? among : !among;
  });
}
