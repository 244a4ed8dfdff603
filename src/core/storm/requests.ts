import type { UpstreamRequest } from '../protocol';
import { passes } from '../query/filters';
import type { SubstreamQuery } from '../query/query';

/** One part of a `substream` query, by the names that were asked. */
export interface SubstreamTarget {
  readonly app: string;
  readonly stream: string;
  readonly substream: string;
}

/** Every substream of every stream of every application that a query names and its filters keep. */
export function substreamTargets(query: SubstreamQuery): readonly SubstreamTarget[] {
  const named = query.app.flatMap((app) =>
    query.streamKeys.flatMap((stream) => query.substreams.map((substream) => ({ app, stream, substream })))
  );
  return named.filter((target) => passes({ ...target }, query.filters));
}

export function substreamRequest({ app, stream, substream }: SubstreamTarget): UpstreamRequest {
  return {
    key: `substream ${JSON.stringify([app, stream, substream])}`,
    route: 'substream',
    params: { app, streamKey: stream, substream },
  };
}

export const STORM_INFO_REQUEST: UpstreamRequest = { key: 'stormInfo', route: 'stormInfo', params: {} };
