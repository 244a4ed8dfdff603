import { quote } from '../../core';

/** A saved value as users would type it. A file may hold anything. */
export function formatSaved(saved: unknown): string {
  return saved === undefined || saved === null ? '' : typeof saved === 'string' ? saved : quote(saved);
}
