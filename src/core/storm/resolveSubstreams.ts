import type { Requests } from '../requestCollector';
import { streamRequest, type SubstreamTarget } from './requests';
import { expandEmptyList } from '../collect/expandEmptyList';
import type { Failure } from '../failure/failure';
import type { Context, Outcome } from '../protocol';
import { matches } from '../query/filters';
import type { SubstreamQuery } from '../query/types/substream';
import { resolveStreams, type KnownStream } from './resolveStreams';

/** The names of a target; null for those that are unknown. */
export interface Target {
  readonly app: string | null;
  readonly stream: string | null;
  readonly substream: string | null;
}

/** The substreams of a query, as far as the server has listed them. */
export interface Selection {
  readonly targets: readonly SubstreamTarget[];
  /** The parts without a list: a whole application, or a stream. */
  readonly failed: ReadonlyArray<{ readonly target: Target; readonly failure: Failure }>;
  /** Notices about empty lists. */
  readonly warnings: readonly string[];
}

/**
 * Returns the substreams that a query names. An empty list of substreams means all of a stream, and an empty list of
 * streams means all of the application.
 */
export function resolveSubstreams(query: SubstreamQuery, context: Context, requests: Requests): Selection {
  const resolved = resolveStreams(query, context, requests);
  const failed = resolved.failed.map(({ target, failure }) => ({ target: { ...target, substream: null }, failure }));
  const warnings = [...resolved.warnings];
  const targets: SubstreamTarget[] = [];
  for (const known of resolved.streams) {
    const { app, stream } = known;
    const outcome = substreamsOf(known, query, context, requests);
    if (outcome?.ok) {
      outcome.value.items.forEach((substream) => targets.push({ app, stream, substream }));
      outcome.value.warnings.forEach((warning) => warnings.push(warning));
    } else if (outcome !== undefined) {
      failed.push({ target: { app, stream, substream: null }, failure: outcome.failure });
    }
  }
  const { filters } = query;
  return {
    targets: filters.length === 0 ? targets : targets.filter((target) => matches({ ...target }, filters)),
    failed,
    warnings,
  };
}

/** Returns the names of a stream's substreams; undefined if they are not fetched yet. */
function substreamsOf(
  known: KnownStream,
  query: SubstreamQuery,
  context: Context,
  requests: Requests
): Outcome<{ readonly items: readonly string[]; readonly warnings: readonly string[] }> | undefined {
  if (query.substreams.length > 0) {
    return { ok: true, value: { items: query.substreams, warnings: [] } };
  }
  const outcome =
    known.substreams === null ? requests.outcome(streamRequest(known)) : { ok: true as const, value: known };
  if (outcome?.ok !== true) {
    return outcome;
  }
  const { substreams, substreamsLeftOut } = outcome.value;
  const owner = `Stream ${known.app}/${known.stream}`;
  const list = { owner, noun: 'substreams', format: query.format, isTruncated: substreamsLeftOut > 0 };
  return expandEmptyList(substreams ?? [], list, context);
}
