import type { Parts } from '../failure/parts';

/** One thing to choose. */
export interface Entry {
  /** The ID or name that a query takes. */
  readonly value: string;
  /** What a person knows it by. */
  readonly text: string;
  /** What tells it from others of the same text; may be empty. */
  readonly detail: string;
  /** When it was, milliseconds since the epoch. Texts hold no times: no host of the core knows the reader's zone. */
  readonly start?: number | null;
  readonly end?: number | null;
  /** What entries that are to be chosen together share. */
  readonly group?: string | null;
}

/** What there is to choose from, as far as it could be read. */
export interface Listed extends Parts {
  readonly entries: readonly Entry[];
}

/** The parts of one text, without those that are missing. */
export function detailOf(...parts: ReadonlyArray<string | null>): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

/** What one walk or request came to, as the one part that was read or failed. */
export function onePart(failure: Parts['failures'][number] | null, warnings: Parts['warnings'] = []): Parts {
  return failure === null ? { failures: [], read: 1, warnings } : { failures: [failure], read: 0, warnings };
}
