import type { ComboboxOption } from '@grafana/ui';

/** One thing that an ID field offers: a listed entry, a variable, or what is chosen already. */
export interface Offered extends ComboboxOption {
  readonly label: string;
  /** What it is shown as once it is chosen, where that is shorter than the label that is searched. */
  readonly name?: string;
}

/** What is chosen and described nowhere: a typed or pasted ID. */
export function plain(value: string): Offered {
  return { value, label: value };
}
