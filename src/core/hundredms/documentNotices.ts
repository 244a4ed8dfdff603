import { getOrInsert } from '../collect/memoized';
import { formatRange, joinList, truncate } from '../failure/text';
import type { Notices } from '../frames/notices';
import type { Context } from '../protocol';
import type { TrackSelection } from './peerSelection';
import { CORRECTED, describeClocks, describeSetClocks, keepsClientTime } from './peerClock';
import { describeRepairs } from './repairs';
import type { PeerTarget } from './requests';
import { describeTrack, type TrackSeries } from '../measurements/track';
import type { FetchedPeer, SelectedTrack } from './selectedTrack';
import { timeRangeOf } from './timeRange';

/** Adds notices about one peer's document, as far as they concern the metrics of a query. */
export function addDocumentNotices(
  { target, stats, missingReason }: FetchedPeer,
  { metrics = [] }: TrackSelection,
  notices: Notices
): void {
  const repairs = describeRepairs(stats.repairs, metrics);
  if (repairs !== null) {
    notices.warn(`The stats of peer ${target.peer_id} had errors that Peerlens corrected: ${repairs}.`);
  }
  if (stats.unknownMetrics.length > 0 && metrics.length === 0) {
    notices.inform(
      `100ms also sent ${truncate(joinList(stats.unknownMetrics))}. Peerlens does not know this and does not show it.`
    );
  }
  if (missingReason !== null) {
    const where = `peer ${target.peer_id} in session ${target.session_id}`;
    notices.warn(`100ms has no samples for ${where}. ${missingReason}`);
  }
}

/** Adds notices about peers whose clocks are off, and what the query does about it. */
export function addClockNotice(peers: readonly FetchedPeer[], query: TrackSelection, notices: Notices): void {
  const offBy = (offsetOf: (peer: FetchedPeer) => number) =>
    peers.map((peer) => ({ ...peer, offset: offsetOf(peer) })).filter(({ offset }) => offset !== 0);
  const offsets = offBy(({ clockOffset }) => clockOffset);
  notices.warn(describeClocks(offsets, actionOf(query)));
  notices.warn(describeSetClocks(offBy(({ partOffset }) => partOffset)));
}

function actionOf(query: TrackSelection): string {
  if (query.align === 'sessionStart') {
    return 'Each is aligned by its own first sample.';
  }
  return keepsClientTime(query)
    ? 'Their samples are at their own times. Align by session start to see them beside those of other peers.'
    : CORRECTED;
}

/** The most sessions named one by one. */
const MAX_NAMED = 5;

/**
 * Adds a notice for each session without anything to show: no track matches the query, or its samples are outside the
 * range.
 */
export function addSessionNotices(
  peers: readonly FetchedPeer[],
  selected: readonly SelectedTrack[],
  query: TrackSelection,
  context: Context,
  notices: Notices
): void {
  const sessions = new Map<string, { readonly read: TrackSeries[]; readonly tracks: SelectedTrack[] }>();
  const sessionOf = ({ session_id }: PeerTarget) => getOrInsert(sessions, session_id, () => ({ read: [], tracks: [] }));
  peers.forEach(({ target, stats }) => stats.tracks.forEach((series) => sessionOf(target).read.push(series)));
  selected.forEach((track) => sessionOf(track.target).tracks.push(track));
  const missing = [...sessions].flatMap(([session_id, { read, tracks }]) => {
    const isShown = tracks.some(({ rows }) => rows.to > rows.from);
    return isShown || timeRangeOf(read) === null ? [] : [reasonNothingShown(session_id, read, tracks, query, context)];
  });
  notices.warn(missing.slice(0, MAX_NAMED));
  if (missing.length > MAX_NAMED) {
    notices.warn(`${missing.length - MAX_NAMED} more sessions have nothing to show either.`);
  }
}

function reasonNothingShown(
  session_id: string,
  allTracks: readonly TrackSeries[],
  selected: readonly SelectedTrack[],
  query: TrackSelection,
  { range }: Context
): string {
  if (selected.length === 0) {
    const descriptions = allTracks.map(({ track }) => describeTrack(track, track.rid));
    return `No track of session ${session_id} matches the query. It has ${joinList([...new Set(descriptions)])}.`;
  }
  const [selectedRange, sessionRange] = [timeRangeOf(selected.map(({ series }) => series)), timeRangeOf(allTracks)];
  if (selectedRange === null || sessionRange === null) {
    return `The selected tracks of session ${session_id} have no samples.`;
  }
  if (query.align === 'sessionStart') {
    const [after, length] = [selectedRange.from - sessionRange.from, range.to - range.from].map((time) =>
      Math.round(time / 1000)
    );
    return `The selected tracks of session ${session_id} begin ${after} s after its start, but the range is only ${length} s long.`;
  }
  const isOutsideRange = sessionRange.to < range.from || sessionRange.from > range.to;
  const what = isOutsideRange ? `Session ${session_id} was` : `The selected tracks of session ${session_id} were`;
  const when = isOutsideRange ? sessionRange : selectedRange;
  return `${what} from ${formatRange(when)}, outside the range of ${formatRange(range)}.`;
}
