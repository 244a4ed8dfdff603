import { unreadable, upstreamFailure } from './failure/upstream';
import { decodePeerStats } from './hundredms/peerStats';
import { decodeSession } from './hundredms/session';
import type { Summary } from './outcomes';
import type { Answer, Outcome, Route, UpstreamRequest } from './protocol';
import { decodeStormInfo } from './storm/info';
import { decodeSubstream } from './storm/substream';

/** How each route's text becomes a summary; null where the text is another document. */
const DECODERS: Readonly<Record<Route, (text: string) => Summary | null>> = {
  peerStats: (text) => {
    const stats = decodePeerStats(text);
    return stats === null ? null : { route: 'peerStats', stats };
  },
  session: (text) => {
    const session = decodeSession(text);
    return session === null ? null : { route: 'session', session };
  },
  substream: (text) => {
    const substream = decodeSubstream(text);
    return substream === null ? null : { route: 'substream', substream };
  },
  stormInfo: (text) => {
    const info = decodeStormInfo(text);
    return info === null ? null : { route: 'stormInfo', info };
  },
};

/** Turns one answer into its summary, so that the text can be dropped. Fails with `upstream` on any status but 200 and on a body that is not the document. */
export function decode(request: UpstreamRequest, answer: Answer): Outcome<Summary> {
  if ('fault' in answer || answer.status !== 200) {
    return { ok: false, failure: upstreamFailure(request, answer) };
  }
  const value = DECODERS[request.route](answer.text);
  return value === null ? { ok: false, failure: unreadable(request, answer) } : { ok: true, value };
}
