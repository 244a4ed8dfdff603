import type { Reducer } from './measurements/reduce';
import type { Failure, Fault } from './failure/failure';
import type { Frame } from './frames/frame';
import type { MetricName } from './measurements/trackMetrics';
import type { Thresholds } from './measurements/thresholds';
import type { SubstreamColumnName } from './measurements/stormColumns';
import type { Route } from './routes';

/** The service behind a data source instance. Demo serves the requests of both services. */
export const SERVICES = ['100ms', 'storm', 'demo'] as const;
export type Service = (typeof SERVICES)[number];

/** Everything that varies between two runs of one query. The core has no clock of its own. */
export interface Context {
  readonly service: Service;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The query's range, milliseconds since the epoch, both ends included. */
  readonly range: { readonly from: number; readonly to: number };
  /** Whether the range ends now by its own words, such as `now`. Absent if the host knows only its times. */
  readonly endsNow?: boolean;
  /** The most values that a query shows; the core's own limit by default. */
  readonly maxValues?: number;
  /** How many milliseconds the host has left for requests; absent if it does not know. */
  readonly timeLeft?: number;
  /** The settings of the data source as they are saved, so a value can be anything. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export type { Route };

/**
 * The decoded form of a response: the document of its route or, if a query needs thousands of documents, a result
 * computed from each.
 */
export type Projection = Route | 'peerScore';

/**
 * One request to an upstream, by name. Requests with an equal `key` share one decoded answer. Of the input of a score
 * the key has only the metric: the thresholds are a setting, and a peer's stay is always the same.
 */
export interface UpstreamRequest<R extends Projection = Projection> {
  readonly key: string;
  readonly projection: R;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** What the score of a peer depends on, for the projection `peerScore`. */
  readonly scoringInput?: ScoringInput;
  /** The columns of a substream to keep; all if absent. */
  readonly columns?: readonly SubstreamColumnName[];
}

/** What the score of a peer depends on, beside its document. */
export interface ScoringInput {
  readonly thresholds: Thresholds;
  /** When the session began, milliseconds since the epoch; if null, the peer's first sample counts. */
  readonly start: number | null;
  /**
   * When the peer joined and left, milliseconds since the epoch; null if unknown. Absent if its clock is not checked.
   */
  readonly presence?: { readonly from: number | null; readonly to: number | null };
  /** The metric to reduce beside the score; null for none. */
  readonly metric: { readonly name: MetricName; readonly reduce: Reducer } | null;
}

/** Returns a request by its route. The order of the parameters is part of its key. */
export function requestOf<R extends Route>(route: R, params: Readonly<Record<string, string>>): UpstreamRequest<R> {
  return { key: `${route} ${JSON.stringify(params)}`, projection: route, route, params };
}

/** How a data source authenticates, by the names of the settings. */
export type Auth = 'token' | 'appKey' | 'login' | 'apiKey';

/** An earlier rejected request that causes a cooldown for this one. */
interface BlockedBy extends Pick<UpstreamRequest, 'route' | 'params'> {
  /** How many seconds ago it was rejected. */
  readonly since: number;
  /** In how many seconds the next request can be sent. */
  readonly retryIn: number;
}

/**
 * The response to a request: an HTTP response of any status, or the reason why there is none, with the
 * message of the network.
 */
export type UpstreamResponse =
  | {
      readonly status: number;
      readonly contentType: string;
      /** The `Retry-After` header as sent, absent if there was none. */
      readonly retryAfter?: string;
      /** The credential that a 401 or 403 rejected, absent for any other status. */
      readonly auth?: Auth;
      /** The request that had this response, absent if it is this one. */
      readonly blockedBy?: BlockedBy;
      /** The target of a redirect, absent for any other status. */
      readonly location?: string;
      /** Present if this is the response to the login, and the request that needs the login was not sent. */
      readonly login?: FailedLogin;
      readonly text: string;
    }
  | { readonly fault: Fault; readonly detail: string; readonly login?: FailedLogin };

/** A response of any status. */
export type HttpResponse = Exclude<UpstreamResponse, { fault: unknown }>;

/** A failed login to Storm. */
export interface FailedLogin {
  /** In how many seconds the next login is tried; 0 for with the next request. */
  readonly retryIn: number;
  /** The server's response, beside a fault; the status is absent if there was none. */
  readonly status?: number;
  readonly text?: string;
  readonly retryAfter?: string;
  /** Whether the password begins or ends with a blank. */
  readonly isPadded?: boolean;
}

/** A value, or the reason why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The result of one query. */
export type QueryResult = Outcome<readonly Frame[]>;
