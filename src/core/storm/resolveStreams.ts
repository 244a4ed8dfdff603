import type { Requests } from '../requestCollector';
import { STREAMS_REQUEST, type StreamTarget } from './requests';
import { expandEmptyList } from '../collect/expandEmptyList';
import { groupBy } from '../collect/groupBy';
import { paginate, wasRead, type Paginated } from '../collect/pagination';
import { failure, type Failure } from '../failure/failure';
import { isUsable, skippedEntries } from '../failure/partialResult';
import type { Context } from '../protocol';
import { matchesKnown } from '../query/filters';
import type { Filter } from '../query/readFilters';
import type { Stream } from './stream';

/** The fields of a query that name streams. */
interface StreamNames {
  readonly app: readonly string[];
  readonly streamKeys: readonly string[];
  readonly format: string;
  readonly filters: readonly Filter[];
}

/** A stream with its substreams, null if the list of streams lacks them. */
export interface KnownStream extends StreamTarget, Pick<Stream, 'substreams' | 'substreamsLeftOut'> {}

/** A whole application, or a stream. The names are null for those that are unknown. */
interface Part {
  readonly app: string | null;
  readonly stream: string | null;
}

/** The streams of a query, as far as the server has listed them. */
interface StreamSelection {
  readonly streams: readonly KnownStream[];
  /** The parts without a list. */
  readonly failed: ReadonlyArray<{ readonly target: Part; readonly failure: Failure }>;
  /** Notices about the lists. */
  readonly warnings: readonly string[];
}

/**
 * Returns the streams that a query names and that can match its filters. An empty list of streams means all of each
 * application, and without an application all of the server.
 */
export function resolveStreams(query: StreamNames, context: Context, requests: Requests): StreamSelection {
  const { app, streamKeys, filters } = query;
  if (streamKeys.length > 0) {
    const streams = app.flatMap((one) =>
      streamKeys.map((stream) => ({ app: one, stream, substreams: null, substreamsLeftOut: 0 }))
    );
    return { streams: streams.filter((names) => canMatch(names, filters)), failed: [], warnings: [] };
  }
  // The list cannot be limited to an application. It is read once for all of them.
  const list = paginate(STREAMS_REQUEST, (page) => requests.outcome(page));
  const byApp = groupBy(list.items, (item) => item.app);
  // A stream without an application name can belong to any.
  const itemsOf = (one: string | null) => (one === null || byApp.has(null) ? list.items : (byApp.get(one) ?? []));
  const parts = (app.length === 0 ? [null] : app).map((one) => streamsOfApp(one, itemsOf(one), list, query, context));
  return {
    streams: parts.flatMap(({ streams }) => streams),
    failed: parts.flatMap(({ failed }) => failed),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}

/** Returns all listed streams of an application; of the server if it is null. */
function streamsOfApp(
  app: string | null,
  items: readonly Stream[],
  list: Paginated<Stream>,
  { format, filters }: StreamNames,
  context: Context
): StreamSelection {
  const target = { app, stream: null };
  const nameless = app === null ? items.filter((item) => item.stream !== null && item.app === null).length : 0;
  const skipped = skippedEntries('Storm', list.skipped, 'streams');
  const unnamed = nameless === 0 ? null : withoutApplication(nameless);
  const incomplete = format === 'numeric' ? [skipped, unnamed] : [];
  const reasons = [list.failure, ...incomplete].filter((reason) => reason !== null);
  const failed = reasons.slice(0, 1).map((failure) => ({ target, failure }));
  if (!list.isComplete || !isUsable(format, { failures: reasons, readCount: wasRead(list) ? 1 : 0 })) {
    return { streams: [], failed, warnings: [] };
  }
  const listed = items.flatMap((item) => streamIn(app, item));
  const matching = listed.filter((names) => canMatch(names, filters));
  if (matching.length === 0 && listed.length > 0 && !list.isTruncated) {
    return { streams: [], failed, warnings: [] };
  }
  const warnings = [skipped?.finding, unnamed?.message].filter((warning) => warning !== undefined);
  const owner = app === null ? 'The server' : `Application ${app}`;
  const all = expandEmptyList(
    unique(matching),
    { owner, noun: 'streams', format, isTruncated: list.isTruncated },
    context
  );
  return all.ok
    ? { streams: all.value.items, failed, warnings: [...all.value.warnings, ...warnings] }
    : { streams: [], failed: [...failed, { target, failure: all.failure }], warnings };
}

function withoutApplication(streams: number): Failure {
  const finding = `${streams} of the listed streams have no application.`;
  return failure('user', 400, finding, 'Name their application to read them.');
}

/** Returns a listed stream if it is one of an application. */
function streamIn(app: string | null, item: Stream): readonly KnownStream[] {
  const { app: own, stream } = item;
  const name = own ?? app;
  return stream === null || name === null || (app !== null && name !== app) ? [] : [{ ...item, app: name, stream }];
}

/** Merges entries of the same stream; a stream that is listed twice has the substreams of both entries. */
function unique(streams: readonly KnownStream[]): readonly KnownStream[] {
  // The length separates the names.
  const entries = groupBy(streams, ({ app, stream }) => `${app.length} ${app} ${stream}`);
  return [...entries.values()].flatMap((same) => {
    const last = same.at(-1);
    const lists = same.flatMap(({ substreams }) => (substreams === null ? [] : [substreams]));
    return last === undefined || same.length === 1
      ? same
      : {
          ...last,
          substreams: lists.length === 0 ? null : [...new Set(lists.flat())],
          substreamsLeftOut: same.reduce((sum, { substreamsLeftOut }) => sum + substreamsLeftOut, 0),
        };
  });
}

/** Whether a stream can match the filters, before it is requested. */
function canMatch({ app, stream }: StreamTarget, filters: readonly Filter[]): boolean {
  return matchesKnown({ app, stream }, filters);
}
