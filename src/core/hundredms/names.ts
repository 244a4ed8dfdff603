import { shortened } from '../frames/shorten';
import type { MetricName } from './metrics';
import type { ShownTrack } from './shown';

/** What a series is called by. Empty where the data lacks it. */
interface Tokens {
  readonly session_id: string;
  readonly peer_id: string;
  readonly peer: string;
  readonly side: string;
  readonly kind: string;
  readonly type: string;
  readonly rid: string;
  readonly layer: string;
  readonly track_id: string;
  readonly metric: string;
}

/** In the order in which a name lists them. `track_id` comes in only where the rest does not tell the series apart. */
const PARTS = ['session_id', 'peer', 'side', 'kind', 'type', 'layer'] as const satisfies ReadonlyArray<keyof Tokens>;

/** One series to be named: a track with one of its metrics, or without one for the track as a whole. */
export interface Named {
  readonly track: ShownTrack;
  readonly metric?: MetricName;
}

/**
 * The display name of each series: from the template where there is one, else made of only what differs between them,
 * with IDs cut to what tells them apart.
 */
export function displayNames(series: readonly Named[], template: string): readonly string[] {
  const tokens = tokensOf(series);
  if (template !== '') {
    return tokens.map((values) => filled(template, values));
  }
  const differing = PARTS.filter((part) => new Set(tokens.map((values) => values[part])).size > 1);
  const withMetric = new Set(tokens.map(({ metric }) => metric)).size > 1;
  const names = tokens.map((values) =>
    joined(
      differing.map((part) => values[part]),
      withMetric ? values.metric : ''
    )
  );
  const isUnique = new Set(names).size === names.length;
  return names.map((name, i) => {
    const values = tokens[i];
    if (values === undefined || (isUnique && name !== '')) {
      return name;
    }
    return isUnique
      ? joined([values.side, values.kind, values.layer], values.metric)
      : joined([...differing.map((part) => values[part]), values.track_id], withMetric ? values.metric : '');
  });
}

function joined(parts: readonly string[], metric: string): string {
  return [...parts, metric].filter((part) => part !== '').join(' ');
}

function tokensOf(series: readonly Named[]): readonly Tokens[] {
  const session = shortened(series.map(({ track }) => track.target.session_id));
  const peer = shortened(series.map(({ track }) => track.target.peer_id));
  const trackId = shortened(series.map(({ track }) => track.series.track.track_id ?? ''));
  return series.map(({ track, metric }) => {
    const { side, kind, track_id, type, rid } = track.series.track;
    return {
      session_id: session(track.target.session_id),
      peer_id: peer(track.target.peer_id),
      peer: peer(track.target.peer_id),
      side,
      kind,
      type: type ?? '',
      rid: rid ?? '',
      layer: track.layer,
      track_id: trackId(track_id ?? ''),
      metric: metric ?? '',
    };
  });
}

/** A template with its `{{tokens}}` replaced; an unknown token stays as it is, so that a slip is seen. */
function filled(template: string, tokens: Tokens): string {
  const values: Readonly<Record<string, string>> = { ...tokens };
  return template
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (token, name: string) => values[name] ?? token)
    .replace(/\s+/g, ' ')
    .trim();
}
