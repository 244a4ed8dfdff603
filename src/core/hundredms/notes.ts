import { bounded, instant, listed } from '../failure/words';
import type { Notices } from '../frames/notices';
import type { Outcomes } from '../outcomes';
import type { Context } from '../protocol';
import type { PeerStatsQuery } from '../query/query';
import { whyNoStats } from './explain';
import { describeRepairs } from './repairs';
import type { ReadPeer } from './shown';
import { hasSamples, spanOf } from './span';

/** Says what a reader should know about one peer's document. */
export function noteDocument(
  { target, stats }: ReadPeer,
  context: Context,
  outcomes: Outcomes,
  notices: Notices
): void {
  const repairs = describeRepairs(stats.repairs);
  if (repairs !== null) {
    notices.add('warning', `The stats of peer ${target.peer_id} needed mending: ${repairs}.`);
  }
  if (stats.unknownMetrics.length > 0) {
    notices.add(
      'info',
      `100ms also sent ${bounded(listed(stats.unknownMetrics))}, which Peerlens does not know and does not show.`
    );
  }
  if (!hasSamples(stats)) {
    const where = `peer ${target.peer_id} in session ${target.session_id}`;
    notices.add('warning', `100ms has no samples of ${where}. ${whyNoStats(target, outcomes, context.now)}`);
  }
}

/** Says why nothing is drawn: no track was asked for, or the samples are of another time. */
export function noteNothing(
  peers: readonly ReadPeer[],
  asked: number,
  query: PeerStatsQuery,
  context: Context,
  notices: Notices
): void {
  const read = peers.flatMap(({ stats }) => stats.tracks);
  if (read.length > 0 && asked === 0) {
    const found = read.map(({ track }) => [track.side, track.kind, track.type, track.rid].filter(Boolean).join(' '));
    notices.add('warning', `No track matches the query. The documents hold ${listed([...new Set(found)])}.`);
    return;
  }
  for (const session_id of query.sessionId) {
    const span = spanOf(peers.filter(({ target }) => target.session_id === session_id).map(({ stats }) => stats));
    if (span !== null) {
      const range = `${instant(context.range.from)} to ${instant(context.range.to)}`;
      const when = `${instant(span.from)} to ${instant(span.to)}`;
      notices.add('warning', `Session ${session_id} was from ${when}, outside the asked range of ${range}.`);
    }
  }
}
