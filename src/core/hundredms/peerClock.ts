import type { TrackSeries } from '../measurements/track';
import type { ScoringInput } from '../protocol';
import { sampleInterval } from '../score/sampleInterval';
import type { TrackSelection } from './peerSelection';
import { formatDuration, joinList } from '../failure/text';
import type { PeerTarget } from './peerStats';
import type { Session } from './session';
import { firstRowAt, timeRangeOf } from './timeRange';

/** When a peer joined and left by the clock of 100ms. */
type Presence = NonNullable<ScoringInput['presence']>;

/** A clock cannot be checked against it. */
export const UNKNOWN_PRESENCE: Presence = { from: null, to: null };

/** Returns the stay of a peer, within its session where the session does not say more. */
export function presenceOf(session: Session, peer: Pick<Session['peers'][number], 'joined_at' | 'left_at'>): Presence {
  return { from: peer.joined_at ?? session.created_at, to: peer.left_at ?? session.updated_at };
}

/** A clock that is off by less is usual. Also, 100ms notices some seconds late that a peer has left. */
const MAX_SKEW = 60_000;

/** Most time zones differ by multiples of this. */
const TIME_ZONE = 30 * 60_000;

/**
 * Returns how many milliseconds a peer's clock is ahead of 100ms', in whole minutes; negative if it is behind. 0 if its
 * samples can have been taken while it was present, or if a wrong clock does not explain them: some were taken then,
 * and they are too far apart for it. An offset of whole half hours that puts all samples into its presence is the one,
 * because most wrong clocks have a wrong time zone. Otherwise the first window is taken to begin when the peer joined.
 */
export function clockOffset(tracks: readonly TrackSeries[], { from, to }: Presence): number {
  const samples = timeRangeOf(tracks);
  if (samples === null || from === null) {
    return 0;
  }
  const first = tracks.find(({ times }) => times[0] === samples.from);
  const start = samples.from - (sampleInterval(first?.times ?? []) ?? 0);
  const end = to ?? Infinity;
  const [afterJoin, afterLeave] = [start - from, samples.to - end];
  const isAhead = Math.min(afterJoin, afterLeave) > MAX_SKEW;
  const isBehind = Math.max(afterJoin, afterLeave) < -MAX_SKEW;
  const isOutside = start > end || samples.to < from;
  const isExplained = isOutside || samples.to - start <= end - from + MAX_SKEW;
  if (!(isAhead || isBehind) || !isExplained) {
    return 0;
  }
  const zone = Math.floor((afterJoin + MAX_SKEW) / TIME_ZONE) * TIME_ZONE;
  return zone >= afterLeave - MAX_SKEW ? zone : Math.round(afterJoin / 60_000) * 60_000;
}

/**
 * Returns how many milliseconds a clock that `clockOffset` finds right was ahead in a part of the call, in whole
 * minutes; negative if it was behind. 0 unless some samples are outside the stay and far from all others: somebody set
 * the clock.
 */
export function partOffset(tracks: readonly TrackSeries[], { from, to }: Presence): number {
  const all = timeRangeOf(tracks);
  const [early, late] = [(from ?? -Infinity) - MAX_SKEW, (to ?? Infinity) + MAX_SKEW];
  if (from === null || all === null || (all.from >= early && all.to <= late)) {
    return 0;
  }
  const rest = timeRangeOf(clip(tracks, early, late));
  const interval = sampleInterval(tracks.find(({ times }) => times.length > 1)?.times ?? []) ?? 0;
  for (const part of [clip(tracks, -Infinity, early - 1), clip(tracks, late + 1, Infinity)]) {
    const range = timeRangeOf(part);
    const hasSeveral = part.some(({ times }) => times.length > 1);
    if (
      rest !== null &&
      range !== null &&
      hasSeveral &&
      (range.to < rest.from - MAX_SKEW || range.from > rest.to + MAX_SKEW)
    ) {
      // The part comes either before or after the rest. If that is unclear, the order that gives a whole time zone is
      // right.
      const start = range.from - interval;
      const isFirst =
        rest.from - interval - from > MAX_SKEW || (isTimeZone(start - from) && !isTimeZone(start - rest.to));
      return Math.round((start - (isFirst ? from : rest.to)) / 60_000) * 60_000;
    }
  }
  return 0;
}

function isTimeZone(offset: number): boolean {
  return Math.abs(offset - Math.round(offset / TIME_ZONE) * TIME_ZONE) < MAX_SKEW / 2;
}

/** Returns the first sample of a peer since it joined, milliseconds since the epoch; Infinity if there is none. */
export function firstSample(tracks: readonly TrackSeries[], { from }: Presence): number {
  const earliest = (from ?? -Infinity) - MAX_SKEW;
  return tracks.reduce((first, { times }) => Math.min(first, times[firstRowAt(times, earliest)] ?? Infinity), Infinity);
}

/** Returns the samples from one instant to another, without their values. */
function clip(tracks: readonly TrackSeries[], from: number, to: number): readonly TrackSeries[] {
  return tracks.map(({ track, times }) => ({
    track,
    times: times.slice(firstRowAt(times, from), firstRowAt(times, to + 1)),
    values: {},
  }));
}

/** Returns tracks with their times moved to an earlier time. */
export function subtractOffset(tracks: readonly TrackSeries[], offset: number): readonly TrackSeries[] {
  return offset === 0
    ? tracks
    : tracks.map((series) => ({ ...series, times: series.times.map((time) => time - offset) }));
}

/** Whether a query shows each sample at the time of the client's clock. All others correct a clock that is off. */
export function keepsClientTime({ align, format }: TrackSelection): boolean {
  return align === 'clock' && format !== 'numeric';
}

/** A peer whose clock is off by a number of milliseconds. */
export interface WrongClock {
  readonly target: PeerTarget;
  readonly peer: string | null;
  readonly offset: number;
}

/** What most queries do about it. */
export const CORRECTED = 'Their times are corrected by that.';

/** Returns a warning that names the first peers whose clocks are off; none if there are no such peers. */
export function describeClocks(wrong: readonly WrongClock[], action: string): readonly string[] {
  return wrong.length === 0 ? [] : [`Peers whose clock is wrong: ${nameClocks(wrong, 'is')}. ${action}`];
}

/** Returns a warning that names the first peers whose clocks were off in a part of the call; none if there are none. */
export function describeSetClocks(wrong: readonly WrongClock[]): readonly string[] {
  return wrong.length === 0
    ? []
    : [
        `Peers whose clock was wrong in a part of the call: ${nameClocks(wrong, 'was')}. The samples of that part are at their own times.`,
      ];
}

/** The most peers named one by one. */
const MAX_NAMED = 5;

function nameClocks(wrong: readonly WrongClock[], verb: 'is' | 'was'): string {
  const clocks = wrong.slice(0, MAX_NAMED).map(({ target: { peer_id }, peer, offset }) => {
    const name = peer === null ? peer_id : `${peer} (${peer_id})`;
    return `${name} ${verb} ${formatDuration(Math.abs(offset))} ${offset > 0 ? 'ahead' : 'behind'}`;
  });
  return joinList(clocks, MAX_NAMED, wrong.length);
}
