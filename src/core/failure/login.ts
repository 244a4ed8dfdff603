import type { FailedLogin } from '../protocol';
import type { Fault } from './failure';
import { serverMessage } from './serverMessage';
import { quote } from './text';

/** How many logins per minute Storm accepts from one address. Source: Storm "Login". */
const LOGINS_PER_MINUTE = 5;

/** Describes a login that failed with a fault, as the end of a sentence. */
export function describeLogin({
  fault,
  detail,
  login,
}: {
  readonly fault: Fault;
  readonly detail: string;
  readonly login: FailedLogin;
}): string {
  const { status, text = '', isPadded = false, retryIn } = login;
  if (fault === 'loginLimited' && status === undefined && detail === '') {
    return `Storm takes ${LOGINS_PER_MINUTE} logins a minute from one address, and they are used up; the next is possible in ${retryIn} s`;
  }
  if (status === undefined) {
    return detail + nextLogin(login);
  }
  const hint = isPadded ? ' (the password begins or ends with a blank)' : '';
  if (status === 200) {
    return `a web page answers the login: ${quote(serverMessage(text))}${nextLogin(login)}`;
  }
  const description =
    fault === 'loginLimited'
      ? `Storm takes no login now: ${serverMessage(text)}${longerRetryPhrase(login)}`
      : `${status} ${serverMessage(text)}${hint}`;
  return description + nextLogin(login);
}

/** Describes when the next login is tried, as the end of a sentence. */
export function nextLogin({ retryIn }: FailedLogin): string {
  return retryIn === 0 ? '' : `; the next login is tried in ${retryIn} s`;
}

/** Describes a `Retry-After` that is longer than the backend waits. */
function longerRetryPhrase({ retryAfter, retryIn }: FailedLogin): string {
  return Number(retryAfter) > retryIn + 1 ? ` (it says in ${retryAfter} s)` : '';
}
