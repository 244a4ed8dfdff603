import { getOrInsert } from '../collect/memoized';
import { columnsOver, frame, TIME_SERIES, type Frame } from '../frames/frame';
import { Notices, withNotices } from '../frames/notices';
import { definedTexts } from '../json';
import type { Context, QueryResult } from '../protocol';
import type { TracksQuery } from '../query/types/tracks';
import { MAX_SCORE } from '../score/curves';
import { halfMinutesOf, HALF_MINUTE, deficitIn, weightIn, type HalfMinutes } from '../score/halfMinutes';
import type { TrackGroup } from '../score/trackGroup';
import { peerNames } from './displayNames';
import { describeExcess, MAX_SERIES, MAX_VALUES, tooManyValues } from './limitValues';
import { SCORE } from './scoreColumns';
import { scoreSelectedTracks } from './scoreSelectedTracks';
import { failureOfPeers, type FetchedPeers, type SelectedTrack } from './selectedTrack';
import { withSpan } from './withSpan';

/** A track that has a score, half minute by half minute. */
interface Part extends HalfMinutes {
  readonly group: TrackGroup;
}

/** What a peer sent, or what it received. */
interface Series {
  /** One of its tracks. */
  readonly track: SelectedTrack;
  readonly parts: Set<Part>;
}

/**
 * Returns a frame for what each peer sent, and one for what it received: the score of each half minute of the clock, at
 * its end. As the score of a peer it is that of the worst group of tracks.
 */
export function scoresOverTime(query: TracksQuery, context: Context, fetched: FetchedPeers): QueryResult {
  const failure = failureOfPeers(query.format, fetched);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  const tracks = scoreSelectedTracks(query, context, fetched, notices, {
    needsCauses: false,
    read: (unit): Part | null => (unit.score === null ? null : { group: unit.group, ...halfMinutesOf(unit) }),
  });
  if (!tracks.ok) {
    return tracks;
  }
  const { selected, bySeries, whyEmpty, span } = tracks.value;
  const series = new Map<string, Series>();
  for (const track of selected) {
    const part = bySeries.get(track.series)?.value ?? null;
    if (part !== null) {
      const key = JSON.stringify([track.target, track.series.track.side]);
      // The layers of a camera have one score, and come once.
      getOrInsert(series, key, () => ({ track, parts: new Set<Part>() })).parts.add(part);
    }
  }
  const frames = framesOf([...series.values()], query, context, notices);
  if (frames.length === 0) {
    notices.inform(selected.length === 0 ? whyEmpty : 'Too little was measured for a score.');
  }
  const all = frames.length > 0 ? frames : [frame(query.refId, TIME_SERIES, [])];
  return withSpan({ ok: true, value: withNotices(all, notices) }, span);
}

function framesOf(all: readonly Series[], { refId }: TracksQuery, context: Context, notices: Notices): Frame[] {
  const names = peerNames(all.map(({ track }) => track));
  const max = context.maxValues ?? MAX_VALUES;
  const frames: Frame[] = [];
  let values = 0;
  for (const { track, parts } of all) {
    const points = pointsOf([...parts], context);
    values += points.length;
    if (frames.length === MAX_SERIES || values > max) {
      notices.warn(describeExcess(tooManyValues(values > max ? max : MAX_SERIES)));
      break;
    }
    if (points.length > 0) {
      frames.push(frameOf(refId, track, points, names(track)));
    }
  }
  return frames;
}

function frameOf(
  refId: string,
  { target, peer, series }: SelectedTrack,
  points: readonly Point[],
  name: string
): Frame {
  const { side } = series.track;
  const labels = definedTexts({ ...target, peer, side });
  const displayNameFromDS = `${name} ${side === 'publisher' ? 'sent' : 'received'}`;
  const columnOf = columnsOver(points);
  return frame(refId, TIME_SERIES, [
    columnOf('time', 'time', ({ time }) => time),
    columnOf('score', 'number', ({ score }) => score, { ...SCORE, displayNameFromDS }, labels),
  ]);
}

interface Point {
  readonly time: number;
  readonly score: number | null;
}

/** Returns the half minutes in which something was judged, and an empty one behind each before a gap. */
function pointsOf(parts: readonly Part[], { range }: Context): readonly Point[] {
  const judged = new Set<number>();
  for (const part of parts) {
    for (let at = part.first; at < part.first + part.deficits.length; at++) {
      if (weightIn(part, at) > 0 && deficitIn(part, at) >= 0) {
        judged.add(at);
      }
    }
  }
  return [...judged]
    .sort((one, other) => one - other)
    .flatMap((at, i, all) => [
      { time: endOfHalfMinute(at), score: scoreIn(parts, at) },
      ...(i + 1 < all.length && !judged.has(at + 1) ? [{ time: endOfHalfMinute(at + 1), score: null }] : []),
    ])
    .filter(({ time }) => time >= range.from)
    .map(({ time, score }) => ({ time: Math.min(time, range.to), score }));
}

function endOfHalfMinute(halfMinute: number): number {
  return (halfMinute + 1) * HALF_MINUTE;
}

/** Returns the score of a half minute: 5 less the deficit of the worst group of tracks. */
function scoreIn(parts: readonly Part[], at: number): number {
  const sums = new Map<TrackGroup, { sumOfSquares: number; weight: number }>();
  for (const part of parts) {
    const [deficit, weight] = [deficitIn(part, at), weightIn(part, at)];
    if (deficit >= 0 && weight > 0) {
      const sum = sums.get(part.group) ?? { sumOfSquares: 0, weight: 0 };
      sums.set(part.group, {
        sumOfSquares: sum.sumOfSquares + weight * deficit * deficit,
        weight: sum.weight + weight,
      });
    }
  }
  const deficits = [...sums.values()].map(({ sumOfSquares, weight }) => Math.sqrt(sumOfSquares / weight));
  return MAX_SCORE - deficits.reduce((most, deficit) => Math.max(most, deficit), 0);
}
