import type { Asking } from '../asking';
import { failure, type Failure } from '../failure/failure';
import { listed } from '../failure/words';
import { walk } from '../pages';
import type { Context } from '../protocol';
import { passes, passesOwn } from '../query/filters';
import type { SubstreamQuery } from '../query/types/substream';
import { STREAMS_REQUEST, streamRequest, type SubstreamTarget } from './requests';

/** What a query names, as far as it does. */
export interface PartTarget {
  readonly app: string;
  readonly stream: string | null;
  readonly substream: string | null;
}

/** The substreams that a query asks for, as far as the server has told them. */
export interface Selection {
  readonly targets: readonly SubstreamTarget[];
  /** What could not be told: a whole application, or a stream. */
  readonly failed: ReadonlyArray<{ readonly target: PartTarget; readonly failure: Failure }>;
  /** What a reader should know of what an empty list came to. */
  readonly warnings: readonly string[];
}

/** How many streams of an application, or substreams of a stream, an empty list stands for where the settings do not say. */
const MOST = 50;

/** The substreams that a query names: all of a stream where it names none, of all streams of the application where it names none of these either. */
export function selectSubstreams(query: SubstreamQuery, context: Context, asking: Asking): Selection {
  return new Selecting(query, context.limits?.peers ?? MOST, asking).selection();
}

/** A stream with its substreams, null where the list of streams did not tell them. */
interface Known {
  readonly stream: string;
  readonly substreams: readonly string[] | null;
}

class Selecting {
  private readonly failed: Array<Selection['failed'][number]> = [];
  private readonly warnings: string[] = [];

  constructor(
    private readonly query: SubstreamQuery,
    private readonly most: number,
    private readonly asking: Asking
  ) {}

  selection(): Selection {
    const targets = this.query.app.flatMap((app) =>
      this.streamsOf(app).flatMap((known) =>
        this.substreamsOf(app, known).map((substream) => ({ app, stream: known.stream, substream }))
      )
    );
    return {
      targets: targets.filter((target) => passes({ ...target }, this.query.filters)),
      failed: this.failed,
      warnings: this.warnings,
    };
  }

  private streamsOf(app: string): readonly Known[] {
    if (this.query.streamKeys.length > 0) {
      const named = this.query.streamKeys.map((stream) => ({ stream, substreams: null }));
      return named.filter(({ stream }) => this.mayPass({ app, stream }));
    }
    const list = walk(STREAMS_REQUEST, (page) => this.asking.for(page));
    if (list.failure !== null) {
      this.failed.push({ target: { app, stream: null, substream: null }, failure: list.failure });
      return [];
    }
    const ofApp = list.items.flatMap((each) =>
      each.stream !== null && (each.app ?? app) === app ? [{ stream: each.stream, substreams: each.substreams }] : []
    );
    const streams = [...new Map(ofApp.map((known) => [known.stream, known])).values()];
    if (list.isDone && streams.length === 0) {
      const others = [...new Set(list.items.flatMap((each) => each.app ?? []))];
      const known = others.length === 0 ? 'The server lists no streams.' : `It lists streams of ${listed(others)}.`;
      this.warnings.push(`Storm lists no streams of application ${app}. ${known}`);
    }
    const passing = streams.filter(({ stream }) => this.mayPass({ app, stream }));
    return this.capped(passing, `Application ${app}`, 'streams', { app, stream: null, substream: null }, list.isCut);
  }

  private substreamsOf(app: string, { stream, substreams }: Known): readonly string[] {
    if (this.query.substreams.length > 0) {
      return this.query.substreams;
    }
    const target = { app, stream, substream: null };
    let names = substreams;
    if (names === null) {
      const outcome = this.asking.for(streamRequest(app, stream));
      if (outcome === undefined) {
        return [];
      }
      if (!outcome.ok) {
        this.failed.push({ target, failure: outcome.failure });
        return [];
      }
      names = outcome.value.substreams ?? [];
    }
    if (names.length === 0) {
      this.warnings.push(`Storm lists no substreams of ${app}/${stream}.`);
    }
    return this.capped(names, `Stream ${app}/${stream}`, 'substreams', target, false);
  }

  /** What an empty list stands for, up to the limit. A numeric answer is whole or not at all: an alert shows no notice. */
  private capped<T>(all: readonly T[], whose: string, what: string, target: PartTarget, isCut: boolean): readonly T[] {
    if (all.length <= this.most && !isCut) {
      return all;
    }
    const count = isCut ? `at least ${all.length}` : all.length;
    const finding = `${whose} has ${count} ${what}, more than the ${this.most} that an empty list may stand for.`;
    if (this.query.format === 'numeric') {
      const advice = `Name the ${what}, or raise maxPeers in the data source settings.`;
      this.failed.push({ target, failure: failure('user', 400, finding, advice) });
      return [];
    }
    this.warnings.push(`${finding} The first ${Math.min(this.most, all.length)} are shown.`);
    return all.slice(0, this.most);
  }

  /** Whether a stream can pass the filters, before its substreams are asked for. */
  private mayPass(names: { readonly app: string; readonly stream: string }): boolean {
    return passesOwn(names, this.query.filters);
  }
}
