import { failure } from '../../failure/failure';
import { asObject, definedTexts } from '../../json';
import type { Outcome, Service, UpstreamRequest } from '../../protocol';
import { parseQuery } from '../../query/parse';
import { SERVER_METRICS_REQUEST, streamRequest, substreamRequest } from '../requests';
import { sha256 } from './sha256';
import { snapshotTypeOf, type LiveTarget, type SnapshotType } from './snapshots';

/** A Grafana Live channel of the data source: its path, and the data that a subscription must send. */
export interface LiveChannel {
  /**
   * The same for every subscriber to a document and interval. It contains everything that changes the published points.
   */
  readonly path: string;
  /** A query for one document, because the path contains only a hash of its names. */
  readonly data: {
    readonly queryType: SnapshotType;
    readonly format: 'live';
    readonly app?: string;
    readonly streamKeys?: readonly [string];
    readonly substreams?: readonly [string];
    readonly intervalMs: number;
  };
}

/** Half of a SHA-256. Paths are limited to 160 characters, and nobody must find two documents with the same hash. */
const HASH_DIGITS = 32;

/** Returns the channel with the points of a document, polled at least every `intervalMs`. */
export function liveChannel(queryType: SnapshotType, target: LiveTarget, intervalMs: number): LiveChannel {
  const { app, stream, substream } = target;
  const names = [app, stream, substream].filter((name) => name !== undefined);
  const hash = sha256(JSON.stringify(names)).slice(0, HASH_DIGITS);
  return {
    path: `${queryType}/${hash}/${intervalMs}`,
    data: {
      queryType,
      format: 'live',
      ...(app === undefined ? {} : { app }),
      ...(stream === undefined ? {} : { streamKeys: [stream] }),
      ...(substream === undefined ? {} : { substreams: [substream] }),
      intervalMs,
    },
  };
}

/** The routes of the documents that live polls. */
export type PolledRoute = 'substream' | 'stream' | 'serverMetrics';

/** The task that a subscription gives to the backend. */
export interface Subscription {
  /** The request to repeat. */
  readonly poll: UpstreamRequest<PolledRoute>;
  /** Milliseconds between polls. */
  readonly intervalMs: number;
}

/**
 * Reads a subscription, whose data may be anything. Fails with `user` if the data is not a query of one document, or if
 * the path belongs to another query: the data of the first subscriber counts for all later ones.
 */
export function readSubscription(service: Service, path: string, data: unknown): Outcome<Subscription> {
  const parsed = parseQuery({ ...asObject(data), format: 'live' }, service);
  if (!parsed.ok) {
    return parsed;
  }
  const query = parsed.value;
  if (query.queryType !== 'substream' && query.queryType !== 'stream' && query.queryType !== 'server') {
    return NOT_ONE_DOCUMENT;
  }
  const names = [
    'app' in query ? query.app : [],
    'streamKeys' in query ? query.streamKeys : [],
    'substreams' in query ? query.substreams : [],
  ];
  const [app, stream, substream] = names.map(([name]) => name);
  const polled = pollOf(query.queryType, { app, stream, substream });
  if (polled === null || names.some((each) => each.length > 1)) {
    return NOT_ONE_DOCUMENT;
  }
  const { intervalMs } = query;
  return liveChannel(query.queryType, polled.target, intervalMs).path === path
    ? { ok: true, value: { poll: polled.poll, intervalMs } }
    : userFailure('The path of this channel is not that of its document and interval.');
}

/** Returns the document that names identify, and its request; null if one is missing. */
function pollOf(
  type: SnapshotType,
  { app, stream, substream }: { readonly [Name in keyof LiveTarget]: string | undefined }
): { readonly target: LiveTarget; readonly poll: UpstreamRequest<PolledRoute> } | null {
  if (type === 'server') {
    return { target: {}, poll: SERVER_METRICS_REQUEST };
  }
  if (app === undefined || stream === undefined) {
    return null;
  }
  if (type === 'stream') {
    return { target: { app, stream }, poll: streamRequest({ app, stream }) };
  }
  return substream === undefined
    ? null
    : { target: { app, stream, substream }, poll: substreamRequest({ app, stream, substream }) };
}

const NOT_ONE_DOCUMENT = userFailure('A channel is of one substream, stream or server.');

function userFailure(finding: string): Outcome<never> {
  return { ok: false, failure: failure('user', 400, finding, 'Reload the page.') };
}

/** Returns the channels of a query's live requests, each with the key of its request. */
export function liveChannels(
  requests: readonly UpstreamRequest[],
  intervalMs: number
): ReadonlyArray<LiveChannel & { readonly key: string }> {
  return requests.flatMap((request) => {
    const { key, route, params } = request;
    const target: LiveTarget = definedTexts({ app: params.app, stream: params.streamKey, substream: params.substream });
    return route === 'live' ? [{ key, ...liveChannel(snapshotTypeOf(request), target, intervalMs) }] : [];
  });
}
