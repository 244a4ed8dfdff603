import table from '../../pkg/upstream/routes/routes.json';
import { truncate } from './failure/text';

/**
 * The requests that a host can send. The backend reads the same table and has the path of each; a host never sees one.
 * `live`, the points that the backend polled from a substream, stream or server, is answered by the backend itself.
 */
export type Route = keyof typeof table;

interface RouteText {
  readonly service: string;
  /** A request in words. `{name}` is a parameter. */
  readonly title: string;
  /** The same for a request with a `room_id`, if that is optional. */
  readonly roomTitle?: string;
  /** What a 403 forbids to read. */
  readonly permission: string;
  /** The advice for a 404, if the request has no ID. Not every Storm server lists its streams. */
  readonly notFound?: string;
  /**
   * The advice for an answer that is too large. A page of a list is requested again smaller before, down to one entry.
   */
  readonly tooLarge: string;
  /** Whether answers have data of people, so that no message quotes a body that is no error of Storm. */
  readonly isPrivate?: boolean;
  /**
   * The advice for a route that is requested only after another one succeeded: neither the URL nor the token is wrong.
   */
  readonly optional?: { readonly refused: string; readonly missing: string };
}

/** What messages say about each route: what users know it as, and advice if a request fails. */
export const ROUTES: Readonly<Record<Route, RouteText>> = table;

/** Returns the name of the service behind a route, as users know it. */
export function serviceOf(route: Route): '100ms' | 'Storm' {
  return ROUTES[route].service === '100ms' ? '100ms' : 'Storm';
}

/** Whether a request names something by its ID: one that does not exist may be what failed. */
export function hasNamedTarget({ route, params }: { readonly route: Route; readonly params: object }): boolean {
  return ROUTES[route].title.includes('{') || 'room_id' in params;
}

/** Returns the IDs and names by which users know what a request is about. Cursors and words to search for are none. */
export function targetNames(request: RequestOfRoute): readonly string[] {
  return [...titleOf(request).matchAll(PARAMETER)].flatMap(([, name = '']) => request.params[name] ?? []);
}

interface RequestOfRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const PARAMETER = /\{(\w+)\}/g;

function titleOf({ route, params }: RequestOfRoute): string {
  const { title, roomTitle = title } = ROUTES[route];
  return params.room_id === undefined ? title : roomTitle;
}

/** The ID of no session, for the request of Save & test. */
export const PLACEHOLDER_SESSION = '0'.repeat(24);

/** Describes a request in words. */
export function describeRequest(request: RequestOfRoute): string {
  const { params } = request;
  return params.session_id === PLACEHOLDER_SESSION
    ? 'peer stats'
    : truncate(titleOf(request).replace(PARAMETER, (_, name: string) => params[name] ?? ''));
}
