import type { ScoringInput } from '../../protocol';
import { DEFAULT_THRESHOLDS } from '../../measurements/thresholds';
import { scoreOf } from '../../score/track';
import { windowsOf } from '../../score/windows';
import { layersOf } from '../layerNames';
import type { MetricName } from '../../measurements/trackMetrics';
import { decodePeerStats, isCut, type PeerStats } from '../peerStats';
import { reduce, type Reducer } from '../../measurements/reduce';
import { timeRangeOf } from '../timeRange';

/** The score of a peer for its whole session: the part of a document to keep when thousands are scored. Plain JSON. */
export interface PeerScore {
  /** The score of the worst track; null if no track could be scored. */
  readonly score: number | null;
  /** The loss of that track without the limits of a score: it orders tracks that all score 0. */
  readonly lost: number;
  readonly reasons: readonly string[];
  /** The worst track: `subscriber video regular`. */
  readonly worst_track: string | null;
  /** Windows of all tracks; 0 if there are no stats yet. */
  readonly samples: number;
  /** The requested metric, reduced, of the track where it is worst; null if none was requested or no track has it. */
  readonly value: number | null;
  /** Present if the document has more tracks or samples than are read. */
  readonly isCut?: true;
}

/** Scores the text of a peer-stats response; null if it is not such a document. */
export function decodePeerScore(text: string, scoringInput: ScoringInput | undefined): PeerScore | null {
  const stats = decodePeerStats(text);
  return stats === null
    ? null
    : peerScoreOf(stats, scoringInput ?? { bands: DEFAULT_THRESHOLDS, start: null, metric: null });
}

function peerScoreOf(stats: PeerStats, { bands: thresholds, start, metric }: ScoringInput): PeerScore {
  const { tracks } = stats;
  const sessionStart = start ?? timeRangeOf(tracks)?.from ?? 0;
  const layerOf = layersOf(tracks.map(({ track }) => track.rid));
  const scored = tracks.flatMap((series) => {
    const { side, kind, type, rid } = series.track;
    const windows = windowsOf(series, { from: 0, to: series.times.length });
    const { score, lost, reasons } = scoreOf(
      windows,
      thresholds,
      side === 'publisher' && kind === 'audio',
      sessionStart
    );
    const name = [side, kind, type, rid === null ? null : layerOf(rid)].filter((part) => part !== null).join(' ');
    return score === null ? [] : [{ score, lost, reasons, name }];
  });
  const [worst] = scored.sort((one, other) => one.score - other.score || other.lost - one.lost);
  return {
    score: worst?.score ?? null,
    lost: worst?.lost ?? 0,
    reasons: worst?.reasons ?? [],
    worst_track: worst?.name ?? null,
    samples: tracks.reduce((sum, { times }) => sum + times.length, 0),
    value: metric === null ? null : worstOf(tracks, metric.name, metric.reduce),
    ...(isCut(stats) ? { isCut: true } : {}),
  };
}

/** Metrics for which less is worse; for all others more is. */
const LESS_IS_WORSE: readonly MetricName[] = ['bitrate', 'fps'];

function worstOf(tracks: PeerStats['tracks'], metric: MetricName, by: Reducer): number | null {
  const numbers = tracks.flatMap(({ values }) => reduce(values[metric] ?? [], by) ?? []);
  const worse = LESS_IS_WORSE.includes(metric) ? Math.min : Math.max;
  return numbers.length === 0 ? null : numbers.reduce((worst, number) => worse(worst, number));
}
