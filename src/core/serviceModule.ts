import type { Documents, Requests } from './requestCollector';
import type { Options } from './collect/option';
import type { appendLive, mergeLive } from './mergeLive';
import type { Context, Projection, QueryResult, UpstreamRequest } from './protocol';
import type { Query, QueryType } from './query/queryTypes';
import type { ListName, ListQuery } from './query/types/list';
import type { liveChannels } from './storm/live/channel';

/** A query of one type. */
export type QueryOfType<T extends QueryType> = Extract<Query, { queryType: T }>;

type Collect<T extends QueryType> = (query: QueryOfType<T>, context: Context, requests: Requests) => () => QueryResult;

type CollectOptions = (query: ListQuery, context: Context, requests: Requests) => Options;

type Decode<P extends Projection> = (text: string, request: UpstreamRequest) => Documents[P] | null;

/**
 * The part of the core that knows a service. `advance` and `decode` take one, so that a browser loads only those of the
 * service that a data source has.
 */
export interface ServiceModule {
  /** Requests what a query needs, and returns a function that builds its frames once every result is there. */
  readonly collectors: { readonly [T in Exclude<QueryType, 'list'>]?: Collect<T> };
  /** Does the same for the options of a list. */
  readonly lists: { readonly [Name in ListName]?: CollectOptions };
  /** Reads a response. Null if the text is another document. */
  readonly decoders: { readonly [P in Projection]?: Decode<P> };
  /** What an empty body is read as, if an empty body is valid: for lists, and the stats of a peer. */
  readonly emptyDocuments: Readonly<Partial<Record<Projection, string>>>;
  readonly live?: {
    readonly append: typeof appendLive;
    readonly merge: typeof mergeLive;
    readonly channels: typeof liveChannels;
  };
}

/** Returns what several modules know. */
export function joinModules(modules: readonly ServiceModule[]): ServiceModule {
  return modules.reduce((all, one) => ({
    collectors: { ...all.collectors, ...one.collectors },
    lists: { ...all.lists, ...one.lists },
    decoders: { ...all.decoders, ...one.decoders },
    emptyDocuments: { ...all.emptyDocuments, ...one.emptyDocuments },
    live: one.live ?? all.live,
  }));
}
