import { asObject } from '../json';
import { parseJson } from '../parseJson';
import type { UpstreamResponse, HttpResponse, UpstreamRequest } from '../protocol';
import { describeRequest, hasNamedTarget, targetNames, ROUTES, serviceOf } from '../routes';
import { failure, type Failure } from './failure';
import { FAULTS } from './faults';
import { describeLogin, nextLogin } from './login';
import { serverMessage } from './serverMessage';
import { adviceFor, retryPhrase } from './statusAdvice';
import { quote, truncate } from './text';
import { headingOf } from './webPage';

/** Describes the response to a request, or says that the request was not sent because an earlier one was rejected. */
function describeResponse(request: UpstreamRequest, response: HttpResponse): string {
  const { status, blockedBy } = response;
  const service = serviceOf(request.route);
  const requestText = describeRequest(request);
  return blockedBy === undefined
    ? `${service} answered ${status} for ${requestText}: ${responseMessage(request, response)}.`
    : `No request was sent to ${service} for ${requestText}: it answered ${status} for ${describeRequest(blockedBy)} ${blockedBy.since} s ago: ${responseMessage(blockedBy, response)}. The next request is possible in ${blockedBy.retryIn} s${cooldownPhrase(response)}.`;
}

/** Describes a `Retry-After` that is longer than the cooldown of the backend. */
function cooldownPhrase({ retryAfter, blockedBy }: HttpResponse): string {
  const cooldown = blockedBy === undefined ? Infinity : blockedBy.since + blockedBy.retryIn;
  // Both are whole seconds and may differ by one through rounding.
  return Number(retryAfter) > cooldown + 1 ? ` (it says ${retryPhrase(retryAfter)})` : '';
}

/** Returns the failure for a response other than a readable 200. */
export function upstreamFailure(request: UpstreamRequest, response: UpstreamResponse): Failure {
  if ('fault' in response) {
    const { tooLarge } = ROUTES[request.route];
    const { reason, advice = tooLarge, status, source = 'upstream' } = FAULTS[response.fault];
    const { login } = response;
    const detail = login === undefined ? response.detail : describeLogin({ ...response, login });
    const finding = `${serviceOf(request.route)} request for ${describeRequest(request)} failed: ${reason} (${truncate(detail)}).`;
    return { ...failure(source, status, finding, schemeAdvice(response.detail) ?? advice), fault: response.fault };
  }
  const advice = adviceFor(response, request);
  const finding = describeResponse(request, response);
  const isFromService = response.login === undefined && parseJson(response.text) !== undefined;
  if (response.status === 404 && ROUTES[request.route].optional === undefined && !isFromService) {
    // Both services report unknown IDs as JSON. Any other 404 is the page of another server and says nothing about an
    // ID.
    return failure('upstream', 502, finding, encodingAdvice(request) ?? 'Check the URL in the data source settings.');
  }
  const pageAdvice =
    response.status === 400 && !isFromService ? (schemeAdvice(response.text) ?? encodingAdvice(request)) : null;
  return failure('upstream', response.status, finding, pageAdvice ?? advice);
}

/** Returns the advice for a URL with http where the server speaks https, or the other way round; else null. */
function schemeAdvice(text: string): string | null {
  if (text.includes('HTTP response to HTTPS client')) {
    return 'This server speaks plain HTTP: begin the URL in the data source settings with http://, or name its port for HTTPS.';
  }
  return /HTTPS (?:server|port)/.test(text)
    ? 'This server speaks HTTPS: begin the URL in the data source settings with https://.'
    : null;
}

/**
 * Returns the advice for a page of another server, if an ID of the request has characters that many servers and proxies
 * refuse in a path even if they are encoded; else null.
 */
function encodingAdvice(request: UpstreamRequest): string | null {
  const name = targetNames(request).find((value) => /[/\\%;]/.test(value));
  return name === undefined
    ? null
    : `Many servers and proxies refuse a name with one of / \\ % ; in a URL, even if it is encoded. Allow it there, or use another name than ${quote(name)}.`;
}

/** Returns the failure for a success without a body, where a document was expected. */
export function emptyBody(request: UpstreamRequest, status: number): Failure {
  const { optional, notFound } = ROUTES[request.route];
  const finding = `${serviceOf(request.route)} answered ${status} for ${describeRequest(request)} without a document: there is nothing.`;
  return failure('upstream', 404, finding, optional?.missing ?? notFound ?? 'Check the IDs in the query.');
}

/** Returns the failure for a success whose body is not the expected document. */
export function unreadable(
  request: UpstreamRequest,
  response: Pick<HttpResponse, 'status' | 'contentType' | 'text'>
): Failure {
  const json = parseJson(response.text);
  const isJson = json !== undefined;
  const hasNoData = asObject(json).data === null;
  const type = truncate(response.contentType, 60) || 'no content type';
  const heading = headingOf(response.text);
  const notJson = heading === null ? 'a body that is not JSON' : 'a web page instead of JSON';
  const shape = hasNoData ? 'JSON without data' : 'JSON of an unexpected shape';
  const body = isJson ? shape : `${notJson} (${type})`;
  const start = ROUTES[request.route].isPrivate === true ? '' : `: "${truncate(heading ?? response.text, 100)}"`;
  const finding = `${serviceOf(request.route)} answered ${response.status} for ${describeRequest(request)} with ${body}${start}.`;
  const isTruncated =
    !isJson && response.contentType.toLowerCase().includes('json') && !/[\]}]$/.test(response.text.trimEnd());
  const missing = hasNamedTarget(request)
    ? 'It may not exist any more. Check the IDs in the query, or try again.'
    : (ROUTES[request.route].notFound ?? 'Try again.');
  const common = hasNoData ? missing : 'Check the URL in the data source settings.';
  const advice = ROUTES[request.route].optional?.missing ?? common;
  return failure('upstream', 502, finding, isTruncated ? 'It may have been cut off. Try again.' : advice);
}

/** Returns the failure for a list that returned the same page twice. */
export function repeatedPageFailure(list: UpstreamRequest): Failure {
  const finding = `${serviceOf(list.route)} returned a page of ${describeRequest(list)} twice.`;
  return failure('upstream', 502, finding, 'Try again. If it keeps failing, ask for less.');
}

/** Returns what a response says about itself: the target of a redirect, or the message of the server. */
function responseMessage({ route }: Pick<UpstreamRequest, 'route'>, { text, location, login }: HttpResponse): string {
  const isHidden = ROUTES[route].isPrivate === true && login === undefined && parseJson(text) === undefined;
  const own = isHidden ? 'its body is not JSON' : serverMessage(text);
  const message = location === undefined ? own : `it leads to ${location}`;
  return login === undefined ? message : `at the login: ${message}${nextLogin(login)}`;
}
