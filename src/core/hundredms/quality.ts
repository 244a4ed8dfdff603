import type { JudgedBy } from '../protocol';
import type { Reducer } from '../query/types/peerStats';
import { USUAL_BANDS } from '../score/bands';
import { scoreOf } from '../score/track';
import { windowsOf } from '../score/windows';
import { layersOf } from './layer';
import { METRIC_NAMES, type MetricName } from './metrics';
import { decodePeerStats, type PeerStats } from './peerStats';
import { reduce } from './reduce';
import { spanOf } from './span';

/** How a peer's whole call was: what is left of a document when thousands are judged. Plain JSON. */
export interface PeerQuality {
  /** The score of the worst track; null where none could be judged. */
  readonly score: number | null;
  readonly reasons: readonly string[];
  /** Which track was worst: `subscriber video regular`. */
  readonly worst_track: string | null;
  /** Windows of all tracks; 0 where there are no stats yet. */
  readonly samples: number;
  /** Each metric, reduced, of the track where it was worst. A metric that no track has is absent. */
  readonly values: Readonly<Partial<Record<MetricName, Readonly<Record<Reducer, number | null>>>>>;
}

/** Judges the text of a peer-stats answer; null where it is not such a document. */
export function decodePeerQuality(text: string, judgedBy: JudgedBy | undefined): PeerQuality | null {
  const stats = decodePeerStats(text);
  return stats === null ? null : qualityOf(stats, judgedBy ?? { bands: USUAL_BANDS, start: null });
}

function qualityOf({ tracks }: PeerStats, { bands, start }: JudgedBy): PeerQuality {
  const began = start ?? spanOf(tracks)?.from ?? 0;
  const layerOf = layersOf(tracks.map(({ track }) => track.rid));
  const judged = tracks.flatMap((series) => {
    const { side, kind, type, rid } = series.track;
    const windows = windowsOf(series, { from: 0, to: series.times.length });
    const { score, reasons } = scoreOf(windows, bands, side === 'publisher' && kind === 'audio', began);
    const name = [side, kind, type, rid === null ? null : layerOf(rid)].filter((part) => part !== null).join(' ');
    return score === null ? [] : [{ score, reasons, name }];
  });
  const [worst] = judged.sort((one, other) => one.score - other.score);
  return {
    score: worst?.score ?? null,
    reasons: worst?.reasons ?? [],
    worst_track: worst?.name ?? null,
    samples: tracks.reduce((sum, { times }) => sum + times.length, 0),
    values: Object.fromEntries(
      METRIC_NAMES.flatMap((metric) => {
        const columns = tracks.flatMap(({ values }) => (values[metric] === undefined ? [] : [values[metric]]));
        return columns.length === 0 ? [] : [[metric, worstOf(metric, columns)]];
      })
    ),
  };
}

/** Of these less is worse, of all others more. */
const LESS_IS_WORSE: readonly MetricName[] = ['bitrate', 'fps'];

function worstOf(
  metric: MetricName,
  columns: ReadonlyArray<ReadonlyArray<number | null>>
): Readonly<Record<Reducer, number | null>> {
  const of = (by: Reducer): number | null => {
    const numbers = columns.flatMap((cells) => reduce(cells, by) ?? []);
    const pick = LESS_IS_WORSE.includes(metric) ? Math.min : Math.max;
    return numbers.length === 0 ? null : numbers.reduce((worst, number) => pick(worst, number));
  };
  return { last: of('last'), mean: of('mean'), min: of('min'), max: of('max'), p95: of('p95'), sum: of('sum') };
}
