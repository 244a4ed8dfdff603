import { quoted } from '../../core/failure/text';

/** A saved value as one would type it: nothing where there is none, and whatever else a file may hold as it is written there. */
export function asTyped(saved: unknown): string {
  if (saved === undefined || saved === null) {
    return '';
  }
  return typeof saved === 'string' ? saved : quoted(saved);
}
