import { asArray, asObject, asText, parseJson } from '../json';
import type { Answer, Auth, Route, UpstreamRequest } from '../protocol';
import { failure, type Failure, type FailureSource, type Fault } from './failure';
import { describeLogin, nextLogin } from './login';
import { truncate } from './text';

/** The service of each route, by the name that users know. */
const SERVICE_OF_ROUTE = {
  peerStats: '100ms',
  session: '100ms',
  sessions: '100ms',
  rooms: '100ms',
  events: '100ms',
  substream: 'Storm',
  metadata: 'Storm',
  stream: 'Storm',
  streams: 'Storm',
  applications: 'Storm',
  journal: 'Storm',
  live: 'Storm',
  stormInfo: 'Storm',
} as const satisfies Record<Route, string>;

/** Describes a request in words. */
function describeRequest({ route, params }: Pick<UpstreamRequest, 'route' | 'params'>): string {
  const words: Record<Route, string> = {
    peerStats: `the stats of peer ${params.peer_id} in session ${params.session_id}`,
    session: `session ${params.session_id}`,
    sessions: params.room_id === undefined ? 'the sessions' : `the sessions of room ${params.room_id}`,
    rooms: 'the rooms',
    events: `the events of room ${params.room_id}`,
    substream: `substream ${params.app}/${params.streamKey}/${params.substream}`,
    metadata: `the metadata of ${params.app}/${params.streamKey}/${params.substream}`,
    stream: `stream ${params.app}/${params.streamKey}`,
    streams: 'the list of streams',
    applications: 'the list of applications',
    live: `substream ${params.app}/${params.streamKey}/${params.substream}`,
    journal: `the journal of ${params.app}/${params.streamKey}/${params.substream}`,
    stormInfo: 'the server info',
  };
  return truncate(words[route]);
}

const FAULTS: Readonly<Record<Fault, { readonly words: string; readonly advice: string; readonly status: number }>> = {
  dns: { words: 'the host name is unknown', advice: 'Check the URL in the data source settings.', status: 502 },
  refused: {
    words: 'nothing is listening at that address',
    advice: 'Check the host and port in the data source settings, and that the server is running.',
    status: 502,
  },
  tls: {
    words: 'the TLS connection failed',
    advice: 'Check the certificate, or the TLS settings of the data source.',
    status: 502,
  },
  timeout: {
    words: 'no answer in time',
    advice:
      "Check that the server is reachable from Grafana, or give it longer: the timeout in the data source settings, and Grafana's evaluation_timeout for an alert rule.",
    status: 504,
  },
  tooLarge: { words: 'the answer is too large', advice: 'Ask for fewer peers or a shorter session.', status: 502 },
  unreachable: {
    words: 'the connection failed',
    advice: 'Try again. If it keeps failing, check the network between Grafana and the server.',
    status: 502,
  },
  settings: { words: 'the data source settings are wrong', advice: 'Correct them and save.', status: 400 },
  query: {
    words: 'Peerlens does not read this',
    advice: 'Correct the names and IDs in the query.',
    status: 400,
  },
  login: {
    words: 'the login failed',
    advice: 'Check user name, password and path prefix in the data source settings.',
    status: 401,
  },
  wait: { words: 'the login limit is reached', advice: 'Try again then.', status: 429 },
  late: {
    words: 'the time limit of the query was reached',
    advice:
      'Run the query again. If it keeps failing, raise callsTimeout in the data source settings, name rooms or shorten the range.',
    status: 504,
  },
  broken: { words: 'the plugin failed', advice: 'Report it with the query and the Grafana log.', status: 500 },
};

/** Who caused a missing response, if neither the upstream nor the network did. */
const FAULT_SOURCES: Readonly<Partial<Record<Fault, FailureSource>>> = {
  settings: 'user',
  query: 'user',
  broken: 'plugin',
};

/** The advice for a 401, by the rejected credential. */
const UNAUTHORIZED: Readonly<Record<Auth, string>> = {
  token: 'The token is wrong or expired. Enter a new one in the data source settings.',
  appKey: 'The access key or the app secret is wrong, or the clock of the Grafana server is off.',
  login:
    'The login succeeded, but this user may not read this. If every request fails, check the path prefix in the data source settings.',
  apiKey: 'The API key is wrong. Enter the right one in the data source settings.',
};

/** What a 403 forbids to read, for routes other than analytics and streams. */
const PERMISSION: Readonly<Partial<Record<Route, string>>> = {
  session: 'sessions',
  sessions: 'sessions',
  rooms: 'rooms',
  applications: 'applications',
};

/** The advice for a 404 of a request without an ID. Not every Storm server lists its streams. */
const NOT_FOUND_ADVICE: Readonly<Partial<Record<Route, string>>> = {
  stormInfo: 'Check the URL and path prefix in the data source settings.',
  streams: 'This server may not list its streams. Enter the stream keys.',
  applications: 'This server may not list its applications. Enter the name.',
};

/**
 * The advice for a route that is requested only after another one succeeded: neither the URL nor the token is wrong.
 */
const OPTIONAL_ROUTES: Readonly<Partial<Record<Route, { readonly refused: string; readonly missing: string }>>> = {
  metadata: {
    refused: 'The user or key may not read metadata. Grant it, or turn off codec and resolution in the query.',
    missing: 'The server may have no metadata for it.',
  },
};

type HttpResponse = Exclude<Answer, { fault: unknown }>;

/** Returns the advice for a status, by service if the services differ. */
function adviceFor({ status, retryAfter, heldBy, auth = 'token' }: HttpResponse, route: Route): string {
  const service = SERVICE_OF_ROUTE[route];
  const optionalAdvice = OPTIONAL_ROUTES[route];
  if (optionalAdvice !== undefined && (status === 401 || status === 403)) {
    return optionalAdvice.refused;
  }
  if (status === 401) {
    return service === '100ms' && auth === 'token'
      ? 'The management token is wrong or expired. Enter a new one in the data source settings.'
      : UNAUTHORIZED[auth];
  }
  if (status === 403) {
    return service === '100ms'
      ? `The token has no permission to read ${PERMISSION[route] ?? 'analytics'}.`
      : `The user or key may not read ${PERMISSION[route] ?? 'streams'}.`;
  }
  const when = heldBy === undefined ? retryPhrase(retryAfter) : 'then';
  if (status === 429) {
    return `Too many requests. Try again ${when}.`;
  }
  if (status >= 300 && status < 400) {
    return 'Peerlens does not follow redirects. Check the URL in the data source settings.';
  }
  if (status === 400) {
    return 'Check the IDs in the query.';
  }
  if (status === 404) {
    return (
      optionalAdvice?.missing ??
      NOT_FOUND_ADVICE[route] ??
      'Check the IDs in the query, and the URL in the data source settings.'
    );
  }
  return status >= 500 ? `${service} failed. Try again ${when}.` : 'Check the URL in the data source settings.';
}

/** Describes when the upstream accepts the next request, from its `Retry-After`. */
function retryPhrase(retryAfter: string | undefined): string {
  if (retryAfter === undefined) {
    return 'later';
  }
  const value = truncate(retryAfter, 40);
  return /^\d+$/.test(value) ? `in ${value} s` : `after ${value}`;
}

/** Describes the response to a request, or says that the request was not sent because an earlier one was rejected. */
function describeAnswer(request: UpstreamRequest, answer: HttpResponse): string {
  const { status, heldBy } = answer;
  const service = SERVICE_OF_ROUTE[request.route];
  const requestText = describeRequest(request);
  return heldBy === undefined
    ? `${service} answered ${status} for ${requestText}: ${serverMessage(answer)}.`
    : `No request was sent to ${service} for ${requestText}: it answered ${status} for ${describeRequest(heldBy)} ${heldBy.ago} s ago: ${serverMessage(answer)}. The next request is possible in ${heldBy.again} s${cooldownPhrase(answer)}.`;
}

/** Describes a `Retry-After` that is longer than the cooldown of the backend. */
function cooldownPhrase({ retryAfter, heldBy }: HttpResponse): string {
  const cooldown = heldBy === undefined ? Infinity : heldBy.ago + heldBy.again;
  // Both are whole seconds and may differ by one through rounding.
  return Number(retryAfter) > cooldown + 1 ? ` (it says ${retryPhrase(retryAfter)})` : '';
}

/** Returns the failure for a response other than a readable 200. */
export function upstreamFailure(request: UpstreamRequest, answer: Answer): Failure {
  if ('fault' in answer) {
    const { words, advice, status } = FAULTS[answer.fault];
    const { login } = answer;
    const detail = login === undefined ? answer.words : describeLogin({ ...answer, login }, messageOf);
    const finding = `${SERVICE_OF_ROUTE[request.route]} request for ${describeRequest(request)} failed: ${words} (${truncate(detail)}).`;
    return { ...failure(FAULT_SOURCES[answer.fault] ?? 'upstream', status, finding, advice), fault: answer.fault };
  }
  const advice = adviceFor(answer, request.route);
  const finding = describeAnswer(request, answer);
  const isFromService = answer.login === undefined && parseJson(answer.text) !== undefined;
  if (answer.status === 404 && OPTIONAL_ROUTES[request.route] === undefined && !isFromService) {
    // Both services report unknown IDs as JSON. Any other 404 is the page of another server and says nothing about an
    // ID.
    return failure('upstream', 502, finding, 'Check the URL in the data source settings.');
  }
  return failure('upstream', answer.status, finding, advice);
}

/** Returns the failure for a 200 whose body is not the expected document. */
export function unreadable(
  request: UpstreamRequest,
  answer: { readonly contentType: string; readonly text: string }
): Failure {
  const isJson = parseJson(answer.text) !== undefined;
  const type = truncate(answer.contentType, 60) || 'no content type';
  const body = isJson ? 'JSON of an unexpected shape' : `a body that is not JSON (${type})`;
  const start = truncate(answer.text, 100);
  const finding = `${SERVICE_OF_ROUTE[request.route]} answered 200 for ${describeRequest(request)} with ${body}: ${start === '' ? 'it is empty' : `"${start}"`}.`;
  const isCut = !isJson && answer.contentType.toLowerCase().includes('json');
  const advice = OPTIONAL_ROUTES[request.route]?.missing ?? 'Check the URL in the data source settings.';
  return failure('upstream', 502, finding, isCut ? 'It may have been cut off. Try again.' : advice);
}

/** Returns the failure for a list that returned the same page twice. */
export function goesBack(list: UpstreamRequest): Failure {
  const finding = `${SERVICE_OF_ROUTE[list.route]} returned a page of ${describeRequest(list)} twice.`;
  return failure('upstream', 502, finding, 'Try again. If it keeps failing, ask for less.');
}

/** Returns the upstream's own message: `message` and `details` of a JSON error, else the start of the body. */
function serverMessage({ text, location, login }: HttpResponse): string {
  const message = location === undefined ? messageOf(text) : `it leads to ${location}`;
  return login === undefined ? message : `at the login: ${message}${nextLogin(login)}`;
}

function messageOf(body: string): string {
  const { message, details } = asObject(parseJson(body));
  const detail = asArray(details)
    .slice(0, MAX_DETAILS)
    .flatMap((text) => asText(text) ?? []);
  const text = asText(message);
  if (text !== null) {
    return truncate(
      [withoutFullStop(truncate(text)), ...(detail.length > 0 ? [`(${detail.join(', ')})`] : [])].join(' ')
    );
  }
  return truncate(body, 100) || 'no message';
}

const MAX_DETAILS = 10;

/** Returns a sentence without the dots at its end. */
function withoutFullStop(sentence: string): string {
  let end = sentence.length;
  while (end > 0 && '. '.includes(sentence.charAt(end - 1))) {
    end--;
  }
  return sentence.slice(0, end);
}
