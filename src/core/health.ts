import type { Failure, Fault } from './failure/failure';
import { upstreamFailure } from './failure/upstreamError';
import { truncate } from './failure/text';
import { asObject, parseJson } from './json';
import { decode } from './decode';
import { peerStatsRequest } from './hundredms/requests';
import type { Answer, Auth, Outcome, Service, UpstreamRequest } from './protocol';
import { STORM_INFO_REQUEST } from './storm/requests';

/** IDs that no session has: the answer to them still tells whether the token may read peer stats. */
const PLACEHOLDER = peerStatsRequest({
  session_id: '000000000000000000000000',
  peer_id: '00000000-0000-0000-0000-000000000000',
});

/** The one request that shows whether a data source works. */
export function healthRequest(service: Service): UpstreamRequest {
  return service === 'storm' ? STORM_INFO_REQUEST : PLACEHOLDER;
}

/** What a host knows of the credentials that the health request was sent with. */
export interface Proof {
  /** Who logged in, absent without a login. */
  readonly user?: string;
  /** Milliseconds until the token is renewed, absent where it is not. */
  readonly renewsIn?: number;
  /** Milliseconds until the token ends, absent where nobody knows. */
  readonly endsIn?: number;
}

/**
 * What the answer to the health request shows, as sentences. Where it shows that the data source does not work it fails as any request
 * does, and says at which stage: settings, host, TLS, authentication, permission, rate limit, server or the answer itself.
 */
export function healthOf(service: Service, answer: Answer, proof: Proof = {}): Outcome<string> {
  if (service === 'demo') {
    return { ok: true, value: 'The demo generator answers. Its calls and streams are invented.' };
  }
  return service === '100ms' ? hundredmsHealth(answer, proof) : stormHealth(answer, proof);
}

function hundredmsHealth(answer: Answer, proof: Proof): Outcome<string> {
  return provesPermission(answer)
    ? { ok: true, value: `Reached 100ms; the token may read peer stats${lifeOf(proof)}.` }
    : { ok: false, failure: atStage(answer, upstreamFailure(PLACEHOLDER, answer)) };
}

function stormHealth(answer: Answer, proof: Proof): Outcome<string> {
  const as = proof.user === undefined ? '' : ` as ${truncate(proof.user, 60)}`;
  if (!('fault' in answer) && isClosed(answer, proof)) {
    const { finding = '' } = upstreamFailure(STORM_INFO_REQUEST, answer);
    const known =
      proof.user === undefined ? `Storm accepts the ${CREDENTIALS[answer.auth ?? 'token']}` : `Logged in to Storm${as}`;
    return {
      ok: true,
      value: `${known}${lifeOf(proof)}. It may not read the server info, so access to streams could not be verified: ${finding}`,
    };
  }
  const outcome = decode(STORM_INFO_REQUEST, answer);
  if (!outcome.ok) {
    return { ok: false, failure: atStage(answer, outcome.failure) };
  }
  const { version, serverName } = outcome.value.value;
  const name = serverName === null ? '' : ` (${truncate(serverName, 60)})`;
  return {
    ok: true,
    value: `Reached Storm ${truncate(version ?? 'of an unnamed version', 60)}${name}${as}${lifeOf(proof)}.`,
  };
}

/**
 * Whether an answer closes the server info to credentials that are good. Storm's pages know no 403: where a login gave the token, a 401 is
 * about the right to the page too.
 */
function isClosed(answer: Exclude<Answer, { fault: unknown }>, { user }: Proof): boolean {
  const isOfRight = answer.status === 403 || (answer.status === 401 && user !== undefined);
  return isOfRight && answer.heldBy === undefined && (user !== undefined || isOfStorm(answer));
}

/** What a 403 has accepted before it refused, by the kind of auth. */
const CREDENTIALS: Readonly<Record<Auth, string>> = {
  token: 'token',
  appKey: 'access key',
  login: 'login',
  apiKey: 'API key',
};

/** Storm says as JSON what it refuses: another server's page tells nothing of a credential. */
function isOfStorm({ text }: { readonly text: string }): boolean {
  return 'message' in asObject(parseJson(text));
}

/** Which stage of a connection each fault stops at; any other stops at the answer. */
const STAGES: Readonly<Partial<Record<Fault, string>>> = {
  dns: 'Host',
  refused: 'Host',
  timeout: 'Host',
  unreachable: 'Host',
  tls: 'TLS',
  settings: 'Settings',
  login: 'Authentication',
  wait: 'Authentication',
  broken: 'Plugin',
};

function atStage(answer: Answer, { source, status, message }: Failure): Failure {
  const stage = 'fault' in answer ? STAGES[answer.fault] : stageOf(answer.status);
  return { source, status, message: `${stage ?? 'Answer'}: ${message}` };
}

/** Which stage a status stops at, undefined for the answer itself: a host was reached that answers, and not as it should. */
function stageOf(status: number): string | undefined {
  if (status >= 500) {
    return 'Server';
  }
  // A redirect and an unknown path are those of another host, or of another place on it.
  return status >= 300 && status < 400 ? 'Host' : REFUSALS[status];
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'Authentication',
  403: 'Permission',
  404: 'Host',
  429: 'Rate limit',
};

/** How long the token lasts, as the end of a sentence. */
function lifeOf({ renewsIn, endsIn }: Proof): string {
  if (renewsIn !== undefined) {
    return `; the token renews ${renewsIn <= 0 ? 'now' : `in ${span(renewsIn)}`}`;
  }
  if (endsIn !== undefined) {
    return endsIn <= 0
      ? '; by its own date the token has expired'
      : `; the token ends in ${span(endsIn)}, and must be replaced before`;
  }
  return '';
}

/** A duration in its largest unit, rounded down: `6 days`, `14 min`. */
function span(milliseconds: number): string {
  const units = [
    [86_400_000, 'days'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const;
  const [size, name] = units.find(([unit]) => milliseconds >= 2 * unit) ?? [1_000, 's'];
  return `${Math.floor(milliseconds / size)} ${name}`;
}

/** 100ms answers 400 or 404 to unknown IDs only after it accepted the token; as JSON, so that another server's 404 proves nothing. */
function provesPermission(answer: Answer): boolean {
  if ('fault' in answer || answer.contentType.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    return false;
  }
  const document = asObject(parseJson(answer.text));
  return answer.status === 200
    ? 'publisher' in document || 'subscriber' in document
    : [400, 404].includes(answer.status) && 'message' in document;
}
