import { type StormRequests, streamRequest, STREAMS_REQUEST, type SubstreamTarget } from './requests';
import { expandEmptyList } from '../collect/expandEmptyList';
import type { Failure } from '../failure/failure';
import { isUsable } from '../failure/partialResult';
import { partialResultOf } from '../collect/option';
import { paginate, type Paginated } from '../collect/pagination';
import type { Context } from '../protocol';
import { matches, matchesKnown } from '../query/filters';
import type { SubstreamQuery } from '../query/types/substream';
import type { Stream } from './stream';

/** The names of a target; null for those that are unknown. */
export interface Target {
  readonly app: string;
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
export function resolveSubstreams(query: SubstreamQuery, context: Context, requests: StormRequests): Selection {
  return new Resolution(query, context, requests).selection();
}

/** A stream with its substreams, null if the list of streams lacks them. */
interface KnownStream {
  readonly stream: string;
  readonly substreams: readonly string[] | null;
}

interface ListedStreams {
  readonly list: Paginated<Stream>;
  readonly byApp: ReadonlyMap<string | null, readonly KnownStream[]>;
}

/** Merges entries of the same stream; a stream that is listed twice has the substreams of both entries. */
function unique(streams: readonly KnownStream[]): readonly KnownStream[] {
  const byName = new Map<string, KnownStream>();
  for (const { stream, substreams } of streams) {
    const known = byName.get(stream)?.substreams ?? null;
    const all = known === null || substreams === null ? (substreams ?? known) : [...new Set([...known, ...substreams])];
    byName.set(stream, { stream, substreams: all });
  }
  return [...byName.values()];
}

class Resolution {
  private readonly failed: Array<Selection['failed'][number]> = [];
  private readonly warnings: string[] = [];
  private streams: ListedStreams | null = null;

  constructor(
    private readonly query: SubstreamQuery,
    private readonly context: Context,
    private readonly requests: StormRequests
  ) {}

  selection(): Selection {
    const targets = this.query.app.flatMap((app) =>
      this.streamsOf(app).flatMap((known) =>
        this.substreamsOf(app, known).map((substream) => ({ app, stream: known.stream, substream }))
      )
    );
    const { filters } = this.query;
    return {
      targets: filters.length === 0 ? targets : targets.filter((target) => matches({ ...target }, filters)),
      failed: this.failed,
      warnings: this.warnings,
    };
  }

  private streamsOf(app: string): readonly KnownStream[] {
    if (this.query.streamKeys.length > 0) {
      const streams = this.query.streamKeys.map((stream) => ({ stream, substreams: null }));
      return streams.filter(({ stream }) => this.canMatch({ app, stream }));
    }
    const { list, byApp } = this.listStreams();
    const target = { app, stream: null, substream: null };
    if (list.failure !== null) {
      this.failed.push({ target, failure: list.failure });
    }
    if (!list.isDone || !isUsable(this.query.format, partialResultOf(list, 'streams'))) {
      return [];
    }
    // A stream without an application name can belong to any application.
    const streams = [...(byApp.get(app) ?? []), ...(byApp.get(null) ?? [])];
    const matching = streams.filter(({ stream }) => this.canMatch({ app, stream }));
    const isFilteredOut = matching.length === 0 && streams.length > 0 && !list.isCut;
    return isFilteredOut ? [] : this.expandList(unique(matching), target, `Application ${app}`, 'streams', list.isCut);
  }

  /** Returns all streams of the server by application. The list is read once for all applications. */
  private listStreams(): ListedStreams {
    if (this.streams === null) {
      const list = paginate(STREAMS_REQUEST, (page) => this.requests.outcome(page));
      const byApp = new Map<string | null, KnownStream[]>();
      for (const { app, stream, substreams } of list.items) {
        if (stream !== null) {
          const known = byApp.get(app) ?? [];
          known.push({ stream, substreams });
          byApp.set(app, known);
        }
      }
      this.streams = { list, byApp };
    }
    return this.streams;
  }

  private substreamsOf(app: string, { stream, substreams }: KnownStream): readonly string[] {
    if (this.query.substreams.length > 0) {
      return this.query.substreams;
    }
    const target = { app, stream, substream: null };
    let names = substreams;
    if (names === null) {
      const outcome = this.requests.outcome(streamRequest(app, stream));
      if (outcome === undefined) {
        return [];
      }
      if (!outcome.ok) {
        this.failed.push({ target, failure: outcome.failure });
        return [];
      }
      names = outcome.value.substreams ?? [];
    }
    return this.expandList(names, target, `Stream ${app}/${stream}`, 'substreams', false);
  }

  private expandList<T>(all: readonly T[], target: Target, whose: string, what: string, isCut: boolean): readonly T[] {
    const outcome = expandEmptyList(all, { whose, what, format: this.query.format, isCut }, this.context);
    if (!outcome.ok) {
      this.failed.push({ target, failure: outcome.failure });
      return [];
    }
    outcome.value.warnings.forEach((warning) => this.warnings.push(warning));
    return outcome.value.items;
  }

  /** Whether a stream can match the filters, before its substreams are requested. */
  private canMatch(names: { readonly app: string; readonly stream: string }): boolean {
    return matchesKnown(names, this.query.filters);
  }
}
