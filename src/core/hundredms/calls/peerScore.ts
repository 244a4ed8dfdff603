import type { ScoringInput } from '../../protocol';
import { DEFAULT_THRESHOLDS } from '../../measurements/thresholds';
import { scoreOf } from '../../score/track';
import { windowsOf } from '../../score/windows';
import { layersOf } from '../layerNames';
import type { MetricName } from '../../measurements/trackMetrics';
import { decodePeerStats, isCut, type PeerStats } from '../peerStats';
import { reduce, type Reducer } from '../../measurements/reduce';
import { timeRangeOf } from '../timeRange';

/** How a peer's whole call was: what is left of a document when thousands are judged. Plain JSON. */
export interface PeerScore {
  /** The score of the worst track; null where none could be judged. */
  readonly score: number | null;
  /** What that track lost, without the bounds of a score: tells which of two that score 0 was worse. */
  readonly lost: number;
  readonly reasons: readonly string[];
  /** Which track was worst: `subscriber video regular`. */
  readonly worst_track: string | null;
  /** Windows of all tracks; 0 where there are no stats yet. */
  readonly samples: number;
  /** The metric that was asked for, reduced, of the track where it was worst; null where none was, or no track has it. */
  readonly value: number | null;
  /** There where the document has more tracks or samples than are read. */
  readonly isCut?: true;
}

/** Judges the text of a peer-stats answer; null where it is not such a document. */
export function decodePeerScore(text: string, scoringInput: ScoringInput | undefined): PeerScore | null {
  const stats = decodePeerStats(text);
  return stats === null
    ? null
    : peerScoreOf(stats, scoringInput ?? { bands: DEFAULT_THRESHOLDS, start: null, metric: null });
}

function peerScoreOf(stats: PeerStats, { bands, start, metric }: ScoringInput): PeerScore {
  const { tracks } = stats;
  const began = start ?? timeRangeOf(tracks)?.from ?? 0;
  const layerOf = layersOf(tracks.map(({ track }) => track.rid));
  const judged = tracks.flatMap((series) => {
    const { side, kind, type, rid } = series.track;
    const windows = windowsOf(series, { from: 0, to: series.times.length });
    const { score, lost, reasons } = scoreOf(windows, bands, side === 'publisher' && kind === 'audio', began);
    const name = [side, kind, type, rid === null ? null : layerOf(rid)].filter((part) => part !== null).join(' ');
    return score === null ? [] : [{ score, lost, reasons, name }];
  });
  const [worst] = judged.sort((one, other) => one.score - other.score || other.lost - one.lost);
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

/** Of these less is worse, of all others more. */
const LESS_IS_WORSE: readonly MetricName[] = ['bitrate', 'fps'];

function worstOf(tracks: PeerStats['tracks'], metric: MetricName, by: Reducer): number | null {
  const numbers = tracks.flatMap(({ values }) => reduce(values[metric] ?? [], by) ?? []);
  const pick = LESS_IS_WORSE.includes(metric) ? Math.min : Math.max;
  return numbers.length === 0 ? null : numbers.reduce((worst, number) => pick(worst, number));
}
