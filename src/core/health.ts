import { adviceOf, type Failure, type Fault } from './failure/failure';
import { FAULTS } from './failure/faults';
import { describeLogin } from './failure/login';
import { serverMessage } from './failure/serverMessage';
import { capitalise, formatDuration, quote, truncate } from './failure/text';
import { upstreamFailure } from './failure/upstreamError';
import { isWebPage } from './failure/webPage';
import { asObject } from './json';
import { parseJson } from './parseJson';
import { decode } from './decode';
import { peerStatsRequest } from './hundredms/requests';
import type { UpstreamResponse, Auth, HttpResponse, Outcome, Service, UpstreamRequest } from './protocol';
import { PLACEHOLDER_SESSION, serviceOf } from './routes';
import { STORM } from './storm';
import { STORM_INFO_REQUEST } from './storm/requests';

/** IDs that no session has. The response to them still shows whether the token may read peer stats. */
const PLACEHOLDER_REQUEST = peerStatsRequest({
  session_id: PLACEHOLDER_SESSION,
  peer_id: '00000000-0000-0000-0000-000000000000',
});

/** Returns the one request that shows whether a data source works. */
export function healthRequest(service: Service): UpstreamRequest {
  return service === 'storm' ? STORM_INFO_REQUEST : PLACEHOLDER_REQUEST;
}

/** Facts that a host knows about the credentials of the health request. */
interface CredentialInfo {
  /** The user who logged in, absent without a login. */
  readonly user?: string;
  /** Milliseconds until the token is renewed, absent if it is not. */
  readonly renewsIn?: number;
  /** Milliseconds until the token expires, absent if unknown. */
  readonly endsIn?: number;
}

/**
 * Returns sentences about what the response to the health request shows. If the data source does not work, it fails
 * like any request and names the stage: settings, host, TLS, authentication, permission, rate limit, server or the
 * response itself.
 */
export function healthOf(
  service: Service,
  response: UpstreamResponse,
  credential: CredentialInfo = {}
): Outcome<string> {
  if (service === 'demo') {
    return { ok: true, value: 'The demo generator answers. Its calls and streams are invented.' };
  }
  return service === '100ms' ? hundredmsHealth(response, credential) : stormHealth(response, credential);
}

function hundredmsHealth(response: UpstreamResponse, credential: CredentialInfo): Outcome<string> {
  return provesPermission(response)
    ? { ok: true, value: `Reached 100ms; the token may read peer stats${tokenLifetime(credential)}.` }
    : { ok: false, failure: atStage(PLACEHOLDER_REQUEST, response, upstreamFailure(PLACEHOLDER_REQUEST, response)) };
}

function stormHealth(response: UpstreamResponse, credential: CredentialInfo): Outcome<string> {
  const asUser = credential.user === undefined ? '' : ` as ${truncate(credential.user, 60)}`;
  if (!('fault' in response) && isInfoForbidden(response, credential)) {
    const { finding = '' } = upstreamFailure(STORM_INFO_REQUEST, response);
    const accepted =
      credential.user === undefined
        ? `Storm accepts the ${CREDENTIALS[response.auth ?? 'token'].name}`
        : `Logged in to Storm${asUser}`;
    return {
      ok: true,
      value: `${accepted}${tokenLifetime(credential)}. It may not read the server info, so access to streams could not be verified: ${finding}`,
    };
  }
  const outcome = decode(STORM, STORM_INFO_REQUEST, response);
  if (!outcome.ok) {
    return { ok: false, failure: atStage(STORM_INFO_REQUEST, response, outcome.failure) };
  }
  const { version, serverName } = outcome.value;
  if (version !== null && /^[12]\./.test(version)) {
    const finding = `Storm ${truncate(version, 60)} answers at this URL.`;
    const message = `Server: ${finding} Its API is another: Peerlens reads Storm ${OLDEST_STORM} and later.`;
    return { ok: false, failure: { source: 'upstream', status: 501, message, details: finding } };
  }
  const name = serverName === null ? '' : ` (${truncate(serverName, 60)})`;
  return {
    ok: true,
    value: `Reached Storm ${truncate(version ?? 'of an unnamed version', 60)}${name}${asUser}${tokenLifetime(credential)}.`,
  };
}

/** Storm 2 has another API, under /rest-api. */
const OLDEST_STORM = 3;

/**
 * Whether the credentials are good but may not read the server info. Storm's documentation has no 403: with a token
 * from a login, a 401 can also be a missing permission.
 */
function isInfoForbidden(response: Exclude<UpstreamResponse, { fault: unknown }>, { user }: CredentialInfo): boolean {
  const isPermissionError = response.status === 403 || (response.status === 401 && user !== undefined);
  return isPermissionError && response.blockedBy === undefined && (user !== undefined || isStormError(response));
}

/** Storm reports errors as JSON. The page of another server says nothing about a credential. */
function isStormError({ text }: { readonly text: string }): boolean {
  return 'message' in asObject(parseJson(text));
}

/** The stage at which each fault stops a connection; any other fault stops at the response. */
const STAGES: Readonly<Partial<Record<Fault, string>>> = {
  dns: 'Host',
  refused: 'Host',
  timeout: 'Host',
  unreachable: 'Host',
  tls: 'TLS',
  settings: 'Settings',
  loginRejected: 'Authentication',
  loginLimited: 'Authentication',
  settingsChanged: 'Settings',
  internal: 'Plugin',
};

/** The failure in words for the author of the settings. Its details have the whole story. */
function atStage(request: UpstreamRequest, response: UpstreamResponse, failed: Failure): Failure {
  const { source, status, finding = '' } = failed;
  const stage = ('fault' in response ? STAGES[response.fault] : stageOf(response.status)) ?? 'Answer';
  const {
    words = finding,
    advice = adviceOf(failed),
    setting,
  } = ('fault' in response ? describeFault(response) : describeStatus(serviceOf(request.route), response)) ??
  NO_DESCRIPTION;
  return {
    source,
    status,
    message: `${stage}: ${[words, advice].filter(Boolean).join(' ')}`,
    details: finding,
    setting,
  };
}

interface Description {
  /** Absent if the finding says it. */
  readonly words?: string;
  /** Absent if the advice for all requests fits. */
  readonly advice?: string;
  readonly setting?: string;
}

const NO_DESCRIPTION: Description = {};

function describeFault(response: Exclude<UpstreamResponse, HttpResponse>): Description {
  const { fault, detail, login } = response;
  if (fault === 'settings') {
    // The form has the field, so its name in a file helps nobody here.
    const setting = /\((?:secureJ|j)sonData\.(\w+)\)$/.exec(detail)?.[1] ?? settingNamed(detail);
    return { setting, words: `${capitalise(detail.replace(/ \((?:secureJ|j)sonData\.\w+\)$/, ''))}.`, advice: '' };
  }
  if (login?.status === 200) {
    return webPage('Storm', login.text ?? '');
  }
  const problem = login === undefined ? detail : describeLogin({ fault, detail, login });
  return fault === 'loginRejected' && login?.status !== undefined
    ? { words: `Storm refused the user name or password (${truncate(problem)}).`, setting: 'password' }
    : {
        words: `${capitalise(FAULTS[fault].reason)} (${truncate(problem)}).`,
        setting: STAGES[fault] === 'Host' || STAGES[fault] === 'TLS' ? 'url' : undefined,
      };
}

/** The setting that an error of the backend begins with; undefined for any other. */
function settingNamed(words: string): string | undefined {
  return SETTINGS_BY_WORDS.find(([start]) => words.startsWith(start))?.[1];
}

const SETTINGS_BY_WORDS = [
  ['the URL', 'url'],
  ['the path prefix', 'pathPrefix'],
  ['the timeout', 'timeout'],
  ['the management token', 'managementToken'],
  ['the token', 'token'],
  ['the access key', 'accessKey'],
  ['the app secret', 'appSecret'],
  ['the API key', 'apiKey'],
] as const;

/** What a service accepts or rejects, and its setting, by the kind of auth. */
const CREDENTIALS: Readonly<Record<Auth, { readonly name: string; readonly setting: string }>> = {
  token: { name: 'token', setting: 'token' },
  appKey: { name: 'access key or secret', setting: 'appSecret' },
  login: { name: 'user or password', setting: 'password' },
  apiKey: { name: 'API key', setting: 'apiKey' },
};
const MANAGEMENT_TOKEN = { name: 'management token', setting: 'managementToken' } as const;

/** Describes a success that is no answer of the service. */
function webPage(service: string, text: string): Description {
  return {
    words: `A web page answers at this URL, not ${service}: ${quote(serverMessage(text))}.`,
    advice: 'It may be the login page of a proxy. Check the URL in the data source settings.',
    setting: 'url',
  };
}

/** Describes a status that says more about the settings than about the request; undefined for any other. */
function describeStatus(service: string, response: HttpResponse): Description | undefined {
  const { status, auth = 'token', blockedBy, location, login, text } = response;
  if (status === 200) {
    return isWebPage(text) ? webPage(service, text) : undefined;
  }
  if (location !== undefined) {
    const target = truncate(location, 220);
    return {
      words: `The server sends each request on to ${target} (${status}).`,
      advice: `If ${service} is there, enter that address as the URL. If it is a login page, enter an address that needs none.`,
      setting: 'url',
    };
  }
  if (status === 401 && login === undefined) {
    const { name, setting } = service === '100ms' && auth === 'token' ? MANAGEMENT_TOKEN : CREDENTIALS[auth];
    const pause =
      blockedBy === undefined
        ? ''
        : ` ${blockedBy.since} s ago. The next request is possible in ${blockedBy.retryIn} s`;
    return { words: `${service} refused the ${name} (401)${pause}: ${serverMessage(text)}.`, setting };
  }
  if (status === 400) {
    // Only the URL can be wrong, because the service knows no other request with it.
    return { setting: 'url' };
  }
  return status === 404
    ? {
        words: `${service} is not at this URL (404): ${serverMessage(text)}.`,
        advice:
          service === 'Storm'
            ? `Check the URL and the path prefix in the data source settings, and that the server is Storm ${OLDEST_STORM} or later.`
            : 'Check the URL in the data source settings.',
        setting: service === 'Storm' ? 'pathPrefix' : 'url',
      }
    : undefined;
}

/**
 * Returns the stage at which a status stops; undefined for the response itself, if the host responds but with something
 * unexpected.
 */
function stageOf(status: number): string | undefined {
  if (status >= 500) {
    return 'Server';
  }
  // A redirect or an unknown path means another host, or another path on it.
  return status >= 300 && status < 400 ? 'Host' : REFUSALS[status];
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'Authentication',
  403: 'Permission',
  404: 'Host',
  429: 'Rate limit',
};

/** Describes how long the token is valid, as the end of a sentence. */
function tokenLifetime({ renewsIn, endsIn }: CredentialInfo): string {
  if (renewsIn !== undefined) {
    return `; the token renews ${renewsIn <= 0 ? 'now' : `in ${formatDuration(renewsIn, 1)}`}`;
  }
  if (endsIn !== undefined) {
    return endsIn <= 0
      ? '; by its own date the token has expired'
      : `; the token ends in ${formatDuration(endsIn, 1)}, and must be replaced before`;
  }
  return '';
}

/**
 * 100ms returns 400 or 404 for unknown IDs only after it accepted the token. It does so as JSON; the 404 of another
 * server proves nothing.
 */
function provesPermission(response: UpstreamResponse): boolean {
  if ('fault' in response || response.contentType.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    return false;
  }
  const document = asObject(parseJson(response.text));
  return response.status === 200
    ? 'publisher' in document || 'subscriber' in document
    : [400, 404].includes(response.status) && 'message' in document;
}
