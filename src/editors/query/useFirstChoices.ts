import { useState } from 'react';
import { missingPaths, queryTypeOf, type Service } from '../../core';
import type { PeerlensQuery } from '../../host/types';
import { askedFor } from './lists';

/** Fields whose list's first entry is taken where nobody has chosen one. */
export interface FirstChoices {
  /** The field whose turn it is; undefined where it is none's. */
  readonly turn: string | undefined;
  /** Ends the turn of the query type's field, whatever its list had. */
  readonly pass: (path: string) => void;
  /** Keeps fields that a person set or cleared out of it, in queries of any type. */
  readonly leave: (paths: readonly string[]) => void;
}

/**
 * Finishes a query with what there is to choose from: a field after the other, none before those that it is within, and each once as long
 * as the editor is shown.
 */
export function useFirstChoices(isWanted: boolean, query: PeerlensQuery, service: Service): FirstChoices {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const turnOf = (path: string) => `${queryTypeOf(query, service)} ${path}`;
  const next = isWanted ? missingPaths(query, service).find((path) => hasList(path, query)) : undefined;
  const isOver = next !== undefined && (left.has(next) || passed.has(turnOf(next)));
  return {
    turn: isOver ? undefined : next,
    pass: (path) => setPassed((before) => withAll(before, [turnOf(path)])),
    leave: (paths) => setLeft((before) => withAll(before, paths)),
  };
}

function withAll(before: ReadonlySet<string>, added: readonly string[]): ReadonlySet<string> {
  return added.every((each) => before.has(each)) ? before : new Set([...before, ...added]);
}

function hasList(path: string, query: PeerlensQuery): boolean {
  const asked = askedFor(path, { ...query });
  return asked !== null && 'list' in asked;
}
