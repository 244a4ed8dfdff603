import { upstreamFailure } from './failure/upstream';
import { decode } from './decode';
import { peerStatsRequest } from './hundredms/requests';
import type { Answer, Outcome, Service, UpstreamRequest } from './protocol';
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

/** What the answer to the health request shows, as a sentence. Fails as any request does, where it shows that the data source does not work. */
export function healthOf(service: Service, answer: Answer): Outcome<string> {
  if (service === 'demo') {
    return { ok: true, value: 'The demo generator answers. Its calls and streams are invented.' };
  }
  if (service === '100ms') {
    return provesPermission(answer)
      ? { ok: true, value: 'Reached 100ms; the token may read peer stats.' }
      : { ok: false, failure: upstreamFailure(PLACEHOLDER, answer) };
  }
  const outcome = decode(STORM_INFO_REQUEST, answer);
  if (!outcome.ok) {
    return outcome;
  }
  const { version, serverName } =
    outcome.value.route === 'stormInfo' ? outcome.value.info : { version: null, serverName: null };
  const name = serverName === null ? '' : ` (${serverName})`;
  return { ok: true, value: `Reached Storm ${version ?? 'of an unnamed version'}${name}.` };
}

/** 100ms answers 400 or 404 to unknown IDs only after it accepted the token; as JSON, so that another server's 404 proves nothing. */
function provesPermission(answer: Answer): boolean {
  return (
    !('fault' in answer) && [200, 400, 404].includes(answer.status) && /^application\/json\b/i.test(answer.contentType)
  );
}
