import type { Reducer } from './measurements/reduce';
import type { Failure, Fault } from './failure/failure';
import type { Frame } from './frames/frame';
import type { MetricName } from './measurements/trackMetrics';
import type { Thresholds } from './measurements/thresholds';
import type { SubstreamColumnName } from './measurements/substreamColumns';

/** What a data source instance talks to. Demo answers the requests of both services. */
export const SERVICES = ['100ms', 'storm', 'demo'] as const;
export type Service = (typeof SERVICES)[number];

/** All that varies between two runs of one query. The core has no clock of its own. */
export interface Context {
  readonly service: Service;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The asked range, milliseconds since the epoch, both ends included. */
  readonly range: { readonly from: number; readonly to: number };
  /** How much one query may have; the core's own limits where absent. */
  readonly limits?: { readonly values: number };
  /** For how many milliseconds the host can ask; absent where it does not know. */
  readonly timeLeft?: number;
  /** The settings of these names, as they are saved: anything. */
  readonly maxPeers?: unknown;
  readonly maxSessions?: unknown;
  readonly callsTimeout?: unknown;
  readonly thresholds?: unknown;
}

/** The requests a host can be asked to make. `pkg/upstream` holds the path of each; a host never sees one. */
export type Route =
  | 'peerStats'
  | 'session'
  | 'sessions'
  | 'rooms'
  | 'events'
  | 'substream'
  | 'metadata'
  | 'stream'
  | 'streams'
  | 'applications'
  | 'journal'
  /** What the backend polled of a substream: it is answered there. */
  | 'live'
  | 'stormInfo';

/** What an answer is decoded to: its route's document; or, where a query needs thousands of documents, what each comes to. */
export type Projection = Route | 'peerScore';

/** One request to an upstream, by name. Two requests with equal `key` are the same request, read the same way. */
export interface UpstreamRequest<R extends Projection = Projection> {
  readonly key: string;
  readonly projection: R;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** What a peer is judged by, where that is its reading. */
  readonly scoringInput?: ScoringInput;
  /** The leaves of a substream that are wanted; all where absent. */
  readonly columns?: readonly SubstreamColumnName[];
}

/** What the judgement of a peer depends on beside its document. */
export interface ScoringInput {
  readonly bands: Thresholds;
  /** When the call began, milliseconds since the epoch; its first sample where null. */
  readonly start: number | null;
  /** The metric that is wanted beside the score; null where none is. */
  readonly metric: { readonly name: MetricName; readonly reduce: Reducer } | null;
}

/** A request by its route. The order of the parameters is part of its key. */
export function requestOf<R extends Route>(route: R, params: Readonly<Record<string, string>>): UpstreamRequest<R> {
  return { key: `${route} ${JSON.stringify(params)}`, projection: route, route, params };
}

/** How a data source knows itself to its service, as the settings name it. */
export type Auth = 'token' | 'appKey' | 'login' | 'apiKey';

/** An earlier request that was refused, for whose sake others are not made for a while. */
interface HeldBy extends Pick<UpstreamRequest, 'route' | 'params'> {
  /** For how many seconds it has been refused. */
  readonly ago: number;
  /** In how many seconds the next request is made. */
  readonly again: number;
}

/** What came back: an HTTP answer of any status, or the reason why there was none, with the network's own words. */
export type Answer =
  | {
      readonly status: number;
      readonly contentType: string;
      /** The `Retry-After` header as sent, absent where there was none. */
      readonly retryAfter?: string;
      /** What a 401 or 403 refused, absent from any other answer. */
      readonly auth?: Auth;
      /** The request that was answered so, absent where it is the one that this answers. */
      readonly heldBy?: HeldBy;
      /** Where a redirect leads, absent from any other answer. */
      readonly location?: string;
      /** There if the login was answered so, and not the request that needs it, which did not leave. */
      readonly login?: FailedLogin;
      readonly text: string;
    }
  | { readonly fault: Fault; readonly words: string; readonly login?: FailedLogin };

/** A login to Storm that failed. */
export interface FailedLogin {
  /** In how many seconds the next login is tried; 0 for with the next request. */
  readonly retryIn: number;
  /** What the server answered, beside a fault; the status is absent if it answered nothing. */
  readonly status?: number;
  readonly text?: string;
  readonly retryAfter?: string;
  /** Whether the password begins or ends with a blank. */
  readonly isPadded?: boolean;
}

/** A value, or the reason why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What one query answers. */
export type QueryResult = Outcome<readonly Frame[]>;
