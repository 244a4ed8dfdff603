import { shortened } from '../frames/shorten';
import type { MetricName } from './metrics';
import type { ShownTrack } from './shown';

/** What a series is called by. Empty where the data lacks it. */
interface Tokens {
  readonly session_id: string;
  readonly peer_id: string;
  /** The peer's name; what tells its ID apart where the session does not tell it. */
  readonly peer: string;
  /** Who published what was received, as `peer` names them. */
  readonly from: string;
  readonly side: string;
  readonly kind: string;
  readonly type: string;
  readonly rid: string;
  readonly layer: string;
  readonly track_id: string;
  readonly metric: string;
}

/** In the order in which a name lists them. `track_id` comes in only where the rest does not tell the series apart. */
const PARTS = ['session_id', 'peer', 'side', 'from', 'kind', 'type', 'layer'] as const satisfies ReadonlyArray<
  keyof Tokens
>;

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
      differing.map((part) => inName(values, part)),
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
      ? joined([values.side, inName(values, 'from'), values.kind, values.layer], values.metric)
      : joined([...differing.map((part) => inName(values, part)), values.track_id], withMetric ? values.metric : '');
  });
}

/** Whose each track is and which: `Asha publisher video high`, `Asha subscriber from Ben audio`. */
export function trackNames(tracks: readonly ShownTrack[]): readonly string[] {
  const parts = ['peer', 'side', 'from', 'kind', 'type', 'layer'] as const;
  const tokens = tokensOf(tracks.map((track) => ({ track })));
  return tokens.map((values) =>
    joined(
      parts.map((part) => inName(values, part)),
      ''
    )
  );
}

function inName(values: Tokens, part: (typeof PARTS)[number]): string {
  return part === 'from' && values.from !== '' ? `from ${values.from}` : values[part];
}

function joined(parts: readonly string[], metric: string): string {
  return [...parts, metric].filter((part) => part !== '').join(' ');
}

function tokensOf(series: readonly Named[]): readonly Tokens[] {
  const tracks = [...new Set(series.map(({ track }) => track))];
  const session = shortened(tracks.map(({ target }) => target.session_id));
  const owners = tracks.flatMap(({ target, peer, from }) => [
    { peer_id: target.peer_id, peer },
    ...(from === null ? [] : [from]),
  ]);
  const peerId = shortened(owners.map(({ peer_id }) => peer_id));
  const name = peerNames(owners, peerId);
  const trackId = shortened(tracks.map((track) => track.series.track.track_id ?? ''));
  const ofTrack = new Map(
    tracks.map((track) => {
      const { side, kind, track_id, type, rid } = track.series.track;
      const tokens = {
        session_id: session(track.target.session_id),
        peer_id: peerId(track.target.peer_id),
        peer: name({ peer_id: track.target.peer_id, peer: track.peer }),
        from: track.from === null ? '' : name(track.from),
        side,
        kind,
        type: type ?? '',
        rid: rid ?? '',
        layer: track.layer,
        track_id: trackId(track_id ?? ''),
        metric: '',
      };
      return [track, tokens];
    })
  );
  return series.flatMap(({ track, metric = '' }) => {
    const tokens = ofTrack.get(track);
    return tokens === undefined ? [] : [metric === '' ? tokens : { ...tokens, metric }];
  });
}

type Owner = NonNullable<ShownTrack['from']>;

/** What each peer is called: by name, with its shortened ID behind where another has the same name, as after a rejoin. */
function peerNames(owners: readonly Owner[], shorten: (id: string) => string): (owner: Owner) => string {
  const bearers = new Map<string, Set<string>>();
  for (const { peer_id, peer } of owners) {
    if (peer !== null) {
      bearers.set(peer, (bearers.get(peer) ?? new Set()).add(peer_id));
    }
  }
  return ({ peer_id, peer }) => {
    if (peer === null) {
      return shorten(peer_id);
    }
    return (bearers.get(peer)?.size ?? 0) > 1 ? `${peer} ${shorten(peer_id)}` : peer;
  };
}

/** A template with its `{{tokens}}` replaced; an unknown token stays as it is, so that a slip is seen. */
function filled(template: string, tokens: Tokens): string {
  const values = new Map<string, string>(Object.entries(tokens));
  const [start = '', ...parts] = template.split('{{');
  const replaced = parts.map((part) => {
    const end = part.indexOf('}}');
    const value = end < 0 ? undefined : values.get(part.slice(0, end).trim());
    return value === undefined ? `{{${part}` : value + part.slice(end + 2);
  });
  return [start, ...replaced].join('').replace(/\s+/g, ' ').trim();
}
