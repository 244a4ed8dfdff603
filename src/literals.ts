import { mayHaveVariable } from './core';
import { savedTexts } from './savedValues';
import type { PeerlensQuery } from './types';

/** Notes which values of a query are names, although they look as if they had variables. */
export function withLiterals(query: PeerlensQuery, names: readonly string[]): PeerlensQuery {
  const added = names.filter(mayHaveVariable);
  return added.length === 0 ? query : { ...query, literals: [...new Set([...savedTexts(query.literals), ...added])] };
}
