import { shortenIds } from '../frames/shortenIds';
import type { MetricName } from '../measurements/trackMetrics';
import type { SelectedTrack } from './selectedTrack';

/** What a track is called by. Empty where the data lacks it. */
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
}

/** In the order in which a name lists them. `track_id` comes in only where the rest does not tell the series apart. */
const PARTS = ['session_id', 'peer', 'side', 'from', 'kind', 'type', 'layer'] as const satisfies ReadonlyArray<
  keyof Tokens
>;

/** One series to be named: a track with one of its metrics, or without one for the track as a whole. */
export interface Named {
  readonly track: SelectedTrack;
  readonly metric?: MetricName;
}

/**
 * The display name of each series: from the template where there is one, else made of only what differs between them,
 * with IDs cut to what tells them apart.
 */
export function displayNames(series: readonly Named[], template: string): readonly string[] {
  const tokens = tokensOf(series.map(({ track }) => track));
  if (template !== '') {
    return series.map(({ track, metric = '' }) => fillLegend(template, { ...tokens.get(track), metric }));
  }
  const differing = PARTS.filter((part) => new Set([...tokens.values()].map((values) => values[part])).size > 1);
  const withMetric = new Set(series.map(({ metric }) => metric)).size > 1;
  const trackName = nameWriter(tokens, differing);
  const names = series.map(({ track, metric }) => joined(trackName(track), withMetric ? metric : ''));
  const isUnique = new Set(names).size === names.length;
  if (isUnique && !names.includes('')) {
    return names;
  }
  const longer = isUnique
    ? nameWriter(tokens, ['side', 'from', 'kind', 'layer'])
    : nameWriter(tokens, [...differing, 'track_id']);
  return series.map(({ track, metric }, i) =>
    isUnique && names[i] !== '' ? (names[i] ?? '') : joined(longer(track), isUnique || withMetric ? metric : '')
  );
}

/** Whose each track is and which: `Asha publisher video high`, `Asha subscriber from Ben audio`. */
export function trackNames(tracks: readonly SelectedTrack[]): readonly string[] {
  return tracks.map(nameWriter(tokensOf(tracks), ['peer', 'side', 'from', 'kind', 'type', 'layer']));
}

/** Names tracks by some of their tokens. A track has a series for each of its metrics, and is named once. */
function nameWriter(
  tokens: ReadonlyMap<SelectedTrack, Tokens>,
  parts: ReadonlyArray<keyof Tokens>
): (track: SelectedTrack) => string {
  const names = new Map<SelectedTrack, string>();
  for (const [track, values] of tokens) {
    const inName = parts.map((part) => (part === 'from' && values.from !== '' ? `from ${values.from}` : values[part]));
    names.set(track, inName.filter((part) => part !== '').join(' '));
  }
  return (track) => names.get(track) ?? '';
}

function joined(name: string, metric = ''): string {
  return name === '' || metric === '' ? name + metric : `${name} ${metric}`;
}

function tokensOf(all: readonly SelectedTrack[]): ReadonlyMap<SelectedTrack, Tokens> {
  const tracks = [...new Set(all)];
  const session = shortenIds(tracks.map(({ target }) => target.session_id));
  const owners = tracks.flatMap(({ target, peer, from }) => {
    const owner = { peer_id: target.peer_id, peer };
    return from === null ? owner : [owner, from];
  });
  const peerId = shortenIds(owners.map(({ peer_id }) => peer_id));
  const name = peerNames(owners, peerId);
  const trackId = shortenIds(tracks.map(({ series }) => series.track.track_id ?? ''));
  return new Map(
    tracks.map((track) => {
      const { side, kind, track_id, type, rid } = track.series.track;
      const tokens: Tokens = {
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
      };
      return [track, tokens];
    })
  );
}

type Owner = NonNullable<SelectedTrack['from']>;

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
function fillLegend(template: string, tokens: Readonly<Record<string, string>>): string {
  const values = new Map<string, string>(Object.entries(tokens));
  const [start = '', ...parts] = template.split('{{');
  const replaced = parts.map((part) => {
    const end = part.indexOf('}}');
    const value = end < 0 ? undefined : values.get(part.slice(0, end).trim());
    return value === undefined ? `{{${part}` : value + part.slice(end + 2);
  });
  return [start, ...replaced].join('').replace(/\s+/g, ' ').trim();
}
