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
import { truncate, decode, getOrInsert, type DecodedOutcome, type ServiceModule, type UpstreamRequest } from '../core';
import { NO_COST, readResponses, type Cost, type FetchedResponse } from './fetchProtocol';

/** The outcome of one request, and what it cost. */
export interface Reply {
  readonly outcome: DecodedOutcome;
  readonly cost: Cost;
}

/** Replies by the keys of their requests. */
export type Replies = ReadonlyMap<string, Reply>;

/** The most requests of one POST; the backend takes 500. */
const MAX_BATCH = 400;

/** Reads a document as a request asks for it, once for each key. */
type Read = (request: UpstreamRequest) => Reply;

/**
 * Posts requests to the backend's one resource. Panels that need the same document at the same time share one request;
 * it is cancelled when the last of them unsubscribes.
 */
export class BackendClient {
  /** The documents that are fetched now, by route and parameters: requests may read one in several ways. */
  private readonly documents = new Map<string, Observable<Read>>();

  constructor(
    private readonly uid: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly srv: () => Pick<BackendSrv, 'fetch'>,
    private readonly service: ServiceModule
  ) {}

  /** The reply to each request. Never errors: a failure is an outcome. */
  fetch(requests: readonly UpstreamRequest[]): Observable<Replies> {
    return defer(() => {
      const missing = requests.filter((each) => !this.documents.has(documentKey(each)));
      const added = new Map(missing.map((each) => [documentKey(each), each]));
      this.request([...added.values()]);
      const replies = requests.map((request) => {
        const document = documentKey(request);
        const isShared = added.get(document) !== request;
        return (this.documents.get(document) ?? of(() => NO_REPLY)).pipe(
          map((read): [string, Reply] => [request.key, isShared ? withoutCost(read(request)) : read(request)])
        );
      });
      return forkJoin(replies).pipe(map((known) => new Map(known)));
    });
  }

  private request(list: readonly UpstreamRequest[]): void {
    for (let i = 0; i < list.length; i += MAX_BATCH) {
      const batch = list.slice(i, i + MAX_BATCH);
      const reads = this.post(batch);
      batch.forEach((request, place) => {
        const document = documentKey(request);
        const read = reads.pipe(
          map((each) => each[place] ?? (() => NO_REPLY)),
          finalize(() => this.documents.delete(document)),
          shareOnce()
        );
        this.documents.set(document, read);
      });
    }
  }

  private post(batch: readonly UpstreamRequest[]): Observable<readonly Read[]> {
    return defer(() =>
      this.srv().fetch<ArrayBuffer>({
        method: 'POST',
        url: `/api/datasources/uid/${this.uid}/resources/fetch`,
        data: { requests: batch.map(({ route, params }) => ({ route, params })) },
        headers: { ...this.headers },
        responseType: 'arraybuffer',
        showErrorAlert: false,
      })
    ).pipe(
      map(({ data }) =>
        readResponses(data).map((fetched): Read => {
          const replies = new Map<string, Reply>();
          return (request) => getOrInsert(replies, request.key, () => replyOf(this.service, request, fetched));
        })
      ),
      catchError((error: unknown) => {
        const failure = unreachable(error);
        return of(batch.map((): Read => () => failure));
      }),
      shareOnce()
    );
  }
}

/** The key of a document. */
function documentKey({ route, params }: UpstreamRequest): string {
  return JSON.stringify([route, params]);
}

/** Runs the source once for all subscribers, and cancels it if the last of them leaves before it is done. */
function shareOnce<T>(): MonoTypeOperatorFunction<T> {
  return share({ connector: () => new ReplaySubject(1), resetOnComplete: false });
}

function replyOf(service: ServiceModule, request: UpstreamRequest, fetched: FetchedResponse): Reply {
  return { outcome: decode(service, request, fetched.response), cost: fetched.cost };
}

function failed(status: number, message: string): Reply {
  return { outcome: { ok: false, failure: { source: 'plugin', status, message } }, cost: NO_COST };
}

const NO_REPLY = failed(500, 'The Peerlens backend sent no answer to a request.');

/** The same reply at no cost: another query is charged. */
function withoutCost({ outcome }: Reply): Reply {
  return { outcome, cost: { ...NO_COST, shared: 1 } };
}

/** The backend is not running, Grafana refused, or the connection to Grafana broke. */
function unreachable(error: unknown): Reply {
  const refusal = isFetchError<ArrayBuffer>(error) ? error : undefined;
  const status = refusal?.status ?? 500;
  const text = refusal === undefined ? String(error) : (messageIn(refusal.data) ?? refusal.statusText);
  const reason = truncate([status, text].filter(Boolean).join(' '));
  return failed(
    status,
    `Grafana did not reach the Peerlens backend (${reason}). Reload the page. If the error stays, look into Grafana's log.`
  );
}

/** The message of an error body. It arrives as bytes, because the request asks for bytes. */
function messageIn(body: ArrayBuffer): string | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof parsed === 'object' && parsed !== null && 'message' in parsed ? String(parsed.message) : undefined;
  } catch {
    return undefined;
  }
}
