import { readableName } from '../../frames/readableName';
import type { LiveTarget } from './snapshots';

/** One series that needs a name. */
export interface LiveSeries {
  readonly target: LiveTarget;
  readonly metric: string;
}

/**
 * Returns the display name of each series: the parts that differ between the series, such as `studio / 720p
 * health`, or the metric if nothing differs.
 */
export function displayNames(series: readonly LiveSeries[]): readonly string[] {
  const differing = (['app', 'stream', 'substream'] as const).filter(
    (part) => new Set(series.map(({ target }) => target[part])).size > 1
  );
  const includesMetric = differing.length === 0 || new Set(series.map(({ metric }) => metric)).size > 1;
  return series.map(({ target, metric }) => {
    const place = differing.map((part) => target[part]).join(' / ');
    return [place, includesMetric ? readableName(metric) : ''].filter(Boolean).join(' ');
  });
}
