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
import { decode, type Outcome, type Outcomes, type Summary, type UpstreamRequest } from '../core';
import { readAnswers } from './framing';

/** The part of Grafana's HTTP client that is used. */
type Fetch = Pick<BackendSrv, 'fetch'>;

/**
 * Asks the backend's one resource route, and shares what is in flight: panels that need the same request at the same time make one.
 * A request is given up when the last of them is gone.
 */
export class Upstream {
  private readonly inFlight = new Map<string, Observable<Outcome<Summary>>>();

  constructor(
    private readonly uid: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly backend: () => Fetch
  ) {}

  /** The outcome of each request, by its key. Never errors: a failing route is a failed outcome. */
  ask(requests: readonly UpstreamRequest[]): Observable<Outcomes> {
    return defer(() => {
      const unasked = requests.filter(({ key }) => !this.inFlight.has(key));
      for (const requestsTogether of inBatches(unasked)) {
        const batch = this.post(requestsTogether);
        for (const { key } of requestsTogether) {
          const outcome = batch.pipe(
            map((outcomes) => outcomes[key] ?? NOTHING),
            finalize(() => this.inFlight.delete(key)),
            once()
          );
          this.inFlight.set(key, outcome);
        }
      }
      return forkJoin(Object.fromEntries(requests.map(({ key }) => [key, this.inFlight.get(key) ?? of(NOTHING)])));
    });
  }

  private post(requests: readonly UpstreamRequest[]): Observable<Outcomes> {
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
        const answers = readAnswers(data);
        return Object.fromEntries(
          requests.map((request, i) => {
            const answer = answers[i];
            return [request.key, answer === undefined ? NOTHING : decode(request, answer)];
          })
        );
      }),
      catchError((error: unknown) => of(Object.fromEntries(requests.map(({ key }) => [key, routeFailure(error)])))),
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

const NOTHING: Outcome<never> = {
  ok: false,
  failure: { source: 'plugin', status: 500, message: 'The Peerlens backend sent no answer to a request.' },
};

/** The route itself failed: the backend is not running, Grafana refused, or the connection to Grafana broke. */
function routeFailure(error: unknown): Outcome<never> {
  const refusal = isFetchError<ArrayBuffer>(error) ? error : undefined;
  const status = refusal?.status ?? 500;
  const said = refusal === undefined ? String(error) : (ownWords(refusal.data) ?? refusal.statusText);
  const message = `Grafana did not reach the Peerlens backend (${[status, said].filter(Boolean).join(' ')}). Reload the page; if it stays, look into Grafana's log.`;
  return { ok: false, failure: { source: 'plugin', status, message } };
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
