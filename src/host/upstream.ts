import { isFetchError, type BackendSrv } from '@grafana/runtime';
import {
  catchError,
  defer,
  finalize,
  forkJoin,
  map,
  of,
  ReplaySubject,
  share,
  type MonoTypeOperatorFunction,
  type Observable,
} from 'rxjs';
import { decode, type Outcome, type DecodedDocument, type UpstreamRequest } from '../core';
import { bounded } from '../core/failure/text';
import { readDeliveries, type Cost } from './framing';

/** The part of Grafana's HTTP client that is used. */
type Fetch = Pick<BackendSrv, 'fetch'>;

/** What came of one request, and what it cost. */
export interface Reply {
  readonly outcome: Outcome<DecodedDocument>;
  readonly cost: Cost;
}

/** What came of requests, by their keys. */
export type Replies = ReadonlyMap<string, Reply>;

/**
 * Asks the backend's one resource route, and shares what is in flight: panels that need the same request at the same time make one.
 * A request is given up when the last of them is gone.
 */
export class Upstream {
  private readonly inFlight = new Map<string, Observable<Reply>>();

  constructor(
    private readonly uid: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly backend: () => Fetch
  ) {}

  /** What came of each request. Never errors: a failing route is a failed outcome. */
  ask(requests: readonly UpstreamRequest[]): Observable<Replies> {
    return defer(() => {
      const unasked = new Map(requests.filter(({ key }) => !this.inFlight.has(key)).map((each) => [each.key, each]));
      for (const requestsTogether of inBatches([...unasked.values()])) {
        const batch = this.post(requestsTogether);
        for (const { key } of requestsTogether) {
          const reply = batch.pipe(
            map((replies) => replies.get(key) ?? NOTHING),
            finalize(() => this.inFlight.delete(key)),
            once()
          );
          this.inFlight.set(key, reply);
        }
      }
      const replies = requests.map(({ key }) => {
        const reply = this.inFlight.get(key) ?? of(NOTHING);
        return (unasked.has(key) ? reply : reply.pipe(map(atNoCost))).pipe(map((known) => [key, known] as const));
      });
      return forkJoin(replies).pipe(map((known) => new Map(known)));
    });
  }

  private post(requests: readonly UpstreamRequest[]): Observable<Replies> {
    const asked = requests.map(({ route, params }) => ({ route, params }));
    return defer(() =>
      this.backend().fetch<ArrayBuffer>({
        method: 'POST',
        url: `/api/datasources/uid/${this.uid}/resources/fetch`,
        data: { requests: asked },
        headers: { ...this.headers },
        responseType: 'arraybuffer',
        showErrorAlert: false,
      })
    ).pipe(
      map(({ data }) => {
        const deliveries = readDeliveries(data);
        return new Map(
          requests.map((request, i) => {
            const delivery = deliveries[i];
            const reply =
              delivery === undefined ? NOTHING : { outcome: decode(request, delivery.answer), cost: delivery.cost };
            return [request.key, reply];
          })
        );
      }),
      catchError((error: unknown) => {
        const failure = routeFailure(error);
        return of(new Map(requests.map(({ key }) => [key, failure])));
      }),
      once()
    );
  }
}

/** As many requests as one POST may hold; the backend takes 500. */
const TOGETHER = 400;

function inBatches(requests: readonly UpstreamRequest[]): ReadonlyArray<readonly UpstreamRequest[]> {
  return Array.from({ length: Math.ceil(requests.length / TOGETHER) }, (_, i) =>
    requests.slice(i * TOGETHER, (i + 1) * TOGETHER)
  );
}

/** One run of the source for all who subscribe, ended when the last of them leaves before it is done. */
function once<T>(): MonoTypeOperatorFunction<T> {
  return share({ connector: () => new ReplaySubject(1), resetOnComplete: false });
}

const NO_COST: Cost = { requests: 0, shared: 0, bytes: 0 };

const NOTHING = failed(500, 'The Peerlens backend sent no answer to a request.');

function failed(status: number, message: string): Reply {
  return { outcome: { ok: false, failure: { source: 'plugin', status, message } }, cost: NO_COST };
}

/** A reply that another query has asked for already. */
function atNoCost({ outcome }: Reply): Reply {
  return { outcome, cost: { ...NO_COST, shared: 1 } };
}

/** The route itself failed: the backend is not running, Grafana refused, or the connection to Grafana broke. */
function routeFailure(error: unknown): Reply {
  const refusal = isFetchError<ArrayBuffer>(error) ? error : undefined;
  const status = refusal?.status ?? 500;
  const said = refusal === undefined ? String(error) : (ownWords(refusal.data) ?? refusal.statusText);
  const why = bounded([status, said].filter(Boolean).join(' '));
  const message = `Grafana did not reach the Peerlens backend (${why}). Reload the page; if it stays, look into Grafana's log.`;
  return failed(status, message);
}

/** The message of a refusal, which arrives as bytes, as its request asked for. */
function ownWords(body: ArrayBuffer): string | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof parsed === 'object' && parsed !== null && 'message' in parsed ? String(parsed.message) : undefined;
  } catch {
    return undefined;
  }
}
