import { dataFrameFromJSON, type DataFrameJSON } from '@grafana/data';
import type { PeerlensOptions } from '../../../src/host/types';
import { readJson } from '../json';
import type { Run } from '../run';
import { compareFrames, type Parity } from './compare';

/** What the backend host makes of a run's query, from the same upstream answers at the same instant. */
type Replayed = { readonly frames: DataFrameJSON[] } | { readonly error: string };

/** Has the backend host answer the same query, and compares. Rejects where the run cannot be replayed. */
export async function compareHosts(run: Run, service: PeerlensOptions['service']): Promise<Parity> {
  const { query, now, range, answers, isUnfinished } = run;
  if (isUnfinished) {
    throw new Error('the query is not finished');
  }
  const response = await fetch('/workbench/replay', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      query,
      service,
      now,
      range: { from: range.from.valueOf(), to: range.to.valueOf() },
      answers,
    }),
  });
  const answer = await readJson<Replayed | { readonly message: string }>(response);
  if ('message' in answer) {
    throw new Error(answer.message);
  }
  return comparison(run, answer);
}

function comparison({ frames, error }: Run, replayed: Replayed): Parity {
  const backendError = 'error' in replayed ? replayed.error : undefined;
  if (error !== backendError) {
    return { agree: false, path: 'error', browser: error, backend: backendError };
  }
  return compareFrames(frames, 'error' in replayed ? [] : replayed.frames.map(dataFrameFromJSON));
}
