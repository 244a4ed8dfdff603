import { dateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';

/** The range that a raw one means now. Milliseconds since the epoch may be given as text. */
export function resolveRange({ from, to }: RawTimeRange): TimeRange {
  return rangeUtil.convertRawToRange({ from: instantOr(from), to: instantOr(to) });
}

function instantOr(time: RawTimeRange['from']): RawTimeRange['from'] {
  return typeof time === 'string' && /^\d+$/.test(time) ? dateTime(Number(time)) : time;
}

/** The range moved by a part of its width, and stretched to a multiple of it. */
export function shiftRange({ from, to }: TimeRange, by: number, stretch = 1): RawTimeRange {
  const width = to.valueOf() - from.valueOf();
  const middle = from.valueOf() + width / 2 + width * by;
  return {
    from: dateTime(Math.round(middle - (width * stretch) / 2)),
    to: dateTime(Math.round(middle + (width * stretch) / 2)),
  };
}
