import type { Auth, HttpResponse, UpstreamRequest } from '../protocol';
import { hasNamedTarget, ROUTES, serviceOf } from '../routes';
import { truncate } from './text';

/** The advice for a 401, by the rejected credential. */
const UNAUTHORIZED: Readonly<Record<Auth, string>> = {
  token: 'The token is wrong or expired. Enter a new one in the data source settings.',
  appKey: 'The access key or the app secret is wrong, or the clock of the Grafana server is off.',
  login:
    'The login succeeded, but this user may not read this. If every request fails, check the path prefix in the data source settings.',
  apiKey: 'The API key is wrong. Enter the right one in the data source settings.',
};

/** Returns the advice for a status, by service if the services differ. */
export function adviceFor(
  { status, retryAfter, blockedBy, auth = 'token' }: HttpResponse,
  request: UpstreamRequest
): string {
  const { route } = request;
  const service = serviceOf(route);
  const { permission, notFound, optional } = ROUTES[route];
  if (optional !== undefined && (status === 401 || status === 403)) {
    return optional.refused;
  }
  if (status === 401) {
    return service === '100ms' && auth === 'token'
      ? 'The management token is wrong or expired. Enter a new one in the data source settings.'
      : UNAUTHORIZED[auth];
  }
  if (status === 403) {
    return service === '100ms'
      ? `The token has no permission to read ${permission}.`
      : `The user or key may not read ${permission}.`;
  }
  const when = blockedBy === undefined ? retryPhrase(retryAfter) : 'then';
  if (status === 429) {
    return `Too many requests. Try again ${when}.`;
  }
  if (status >= 300 && status < 400) {
    return 'Peerlens does not follow redirects. Check the URL in the data source settings.';
  }
  if (status === 400 && hasNamedTarget(request)) {
    return 'Check the IDs in the query.';
  }
  if (status === 404 && hasNamedTarget(request)) {
    return optional?.missing ?? 'Check the IDs in the query, and the URL in the data source settings.';
  }
  if (status === 404 && notFound !== undefined) {
    return notFound;
  }
  return status >= 500 ? `${service} failed. Try again ${when}.` : 'Check the URL in the data source settings.';
}

/** Describes when the upstream accepts the next request, from its `Retry-After`. */
export function retryPhrase(retryAfter: string | undefined): string {
  if (retryAfter === undefined) {
    return 'later';
  }
  const value = truncate(retryAfter, 40);
  return /^\d+$/.test(value) ? `in ${value} s` : `after ${value}`;
}
