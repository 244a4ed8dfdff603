import { mayHaveVariable } from './core';
import type { PeerlensQuery } from './types';

/** A saved field that holds one text. A query written by hand may have a list there. */
export function savedText(saved: unknown): string {
  return savedTexts(saved).join(', ');
}

/** A saved field that holds several texts, each once. A query written by hand may have a single text there. */
export function savedTexts(saved: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(saved) ? saved : [saved];
  const texts = values.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []));
  return [...new Set(texts.filter((text) => text.trim() !== ''))];
}

/** Notes which values of a query are names, although they look as if they had variables. */
export function withLiterals(query: PeerlensQuery, names: readonly string[]): PeerlensQuery {
  const added = names.filter(mayHaveVariable);
  return added.length === 0 ? query : { ...query, literals: [...new Set([...savedTexts(query.literals), ...added])] };
}
