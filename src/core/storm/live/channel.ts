import { failure } from '../../failure/failure';
import { asObject } from '../../json';
import type { Outcome, Service, UpstreamRequest } from '../../protocol';
import { parseQuery } from '../../query/parse';
import { substreamRequest, type SubstreamTarget } from '../requests';
import { sha256 } from './sha256';

/** A channel of Grafana Live within the data source's own: its path, and what whoever subscribes must send along. */
export interface LiveChannel {
  /** One to a substream and interval, whoever asks: whatever changes what is published is in it. */
  readonly path: string;
  /** A `substream` query for one substream, since a path cannot be turned back. */
  readonly data: {
    readonly queryType: 'substream';
    readonly format: 'live';
    readonly app: string;
    readonly streamKeys: readonly [string];
    readonly substreams: readonly [string];
    readonly intervalMs: number;
  };
}

/** Half of a SHA-256: paths have 160 characters, and none may be found that another's data leads to. */
const HASH_DIGITS = 32;

/** The channel that carries the points of a substream, polled every `intervalMs` or more often. */
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

/** What a subscription asks the backend to do. */
export interface Subscription {
  /** The request to repeat. */
  readonly poll: UpstreamRequest<'substream'>;
  /** How often, milliseconds. */
  readonly intervalMs: number;
}

/**
 * Reads a subscription, of which anything may be sent. Fails with `user` where its data is not the query of one substream, and where its
 * path is not the one that this query has: the data of the first who subscribes stands for all.
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

/** The substreams that a query's requests ask to be followed, as their channels, by the keys of the requests. */
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
