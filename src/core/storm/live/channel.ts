import { failure } from '../../failure/failure';
import { asObject } from '../../json';
import type { Outcome, Service, UpstreamRequest } from '../../protocol';
import { parseQuery } from '../../query/parse';
import { substreamRequest, type SubstreamTarget } from '../requests';
import { sha256 } from './sha256';

/** A Grafana Live channel of the data source: its path, and the data that a subscription must send. */
export interface LiveChannel {
  /**
   * The same for every subscriber to a substream and interval. It contains everything that changes the published
   * points.
   */
  readonly path: string;
  /** A `substream` query for one substream, because the path contains only a hash of its names. */
  readonly data: {
    readonly queryType: 'substream';
    readonly format: 'live';
    readonly app: string;
    readonly streamKeys: readonly [string];
    readonly substreams: readonly [string];
    readonly intervalMs: number;
  };
}

/** Half of a SHA-256. Paths are limited to 160 characters, and nobody must find two substreams with the same hash. */
const HASH_DIGITS = 32;

/** Returns the channel with the points of a substream, polled at least every `intervalMs`. */
export function liveChannel({ app, stream, substream }: SubstreamTarget, intervalMs: number): LiveChannel {
  const hash = sha256(JSON.stringify([app, stream, substream])).slice(0, HASH_DIGITS);
  return {
    path: `substream/${hash}/${intervalMs}`,
    data: {
      queryType: 'substream',
      format: 'live',
      app,
      streamKeys: [stream],
      substreams: [substream],
      intervalMs,
    },
  };
}

/** The task that a subscription gives to the backend. */
export interface Subscription {
  /** The request to repeat. */
  readonly poll: UpstreamRequest<'substream'>;
  /** Milliseconds between polls. */
  readonly intervalMs: number;
}

/**
 * Reads a subscription, whose data may be anything. Fails with `user` if the data is not a query of one substream, or
 * if the path belongs to another query: the data of the first subscriber counts for all later ones.
 */
export function readSubscription(service: Service, path: string, data: unknown): Outcome<Subscription> {
  const parsed = parseQuery({ ...asObject(data), queryType: 'substream', format: 'live' }, service);
  if (!parsed.ok) {
    return parsed;
  }
  const query = parsed.value;
  if (query.queryType !== 'substream') {
    return NOT_ONE_SUBSTREAM;
  }
  const { app: apps, streamKeys, substreams, intervalMs } = query;
  const [app, stream, substream, ...more] = [
    apps[0],
    streamKeys[0],
    substreams[0],
    ...apps.slice(1),
    ...streamKeys.slice(1),
    ...substreams.slice(1),
  ];
  if (app === undefined || stream === undefined || substream === undefined || more.length > 0) {
    return NOT_ONE_SUBSTREAM;
  }
  const target = { app, stream, substream };
  return liveChannel(target, intervalMs).path === path
    ? { ok: true, value: { poll: substreamRequest(target), intervalMs } }
    : userFailure('The path of this channel is not that of its substream and interval.');
}

const NOT_ONE_SUBSTREAM = userFailure('A channel is of one substream.');

function userFailure(finding: string): Outcome<never> {
  return { ok: false, failure: failure('user', 400, finding, 'Reload the page.') };
}

/** Returns the channels of a query's live requests, each with the key of its request. */
export function liveChannels(
  requests: readonly UpstreamRequest[],
  intervalMs: number
): ReadonlyArray<LiveChannel & { readonly key: string }> {
  return requests.flatMap(({ key, route, params: { app, streamKey, substream } }) =>
    route !== 'live' || app === undefined || streamKey === undefined || substream === undefined
      ? []
      : [{ key, ...liveChannel({ app, stream: streamKey, substream }, intervalMs) }]
  );
}
