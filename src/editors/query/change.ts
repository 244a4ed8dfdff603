import { QUERY_TYPES, queryTypeOf, type QueryType, type Service } from '../../core';
import type { PeerlensQuery } from '../../host/types';

const VERSION = 1;

/** The fields that an edit sets, by their paths; one that it clears is undefined. */
export type Edit = Readonly<Record<string, unknown>>;

/** A query after an edit. The first edit writes the type and version that a new query leaves open. */
export function edited(query: PeerlensQuery, edit: Edit, service: Service): PeerlensQuery {
  return { ...typed(query, queryTypeOf(query, service) ?? query.queryType), ...edit };
}

/** A query of another type. It keeps what was filled in, for the way back, but for choices that the new type does not have. */
export function withQueryType(query: PeerlensQuery, queryType: QueryType): PeerlensQuery {
  const fields: Readonly<Record<string, { shape: string; choices?: readonly string[] }>> =
    QUERY_TYPES[queryType].fields;
  const kept = Object.entries<unknown>({ ...query }).map(([path, value]): [string, unknown] => {
    const { shape, choices = [] } = (Object.hasOwn(fields, path) ? fields[path] : undefined) ?? { shape: '' };
    const isChoice = (choice: unknown) => choices.some((known) => known === choice);
    if (shape === 'choices' && Array.isArray(value)) {
      const known = value.filter(isChoice);
      return [path, known.length === 0 ? undefined : known];
    }
    return [path, shape === 'choice' && !isChoice(value) ? undefined : value];
  });
  return typed({ ...query, ...Object.fromEntries(kept) }, queryType);
}

function typed(query: PeerlensQuery, queryType: string | undefined): PeerlensQuery {
  return { ...query, version: query.version ?? VERSION, queryType };
}
