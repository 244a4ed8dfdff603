import { getOrInsert } from '../collect/memoized';
import { cutText, MAX_NAME } from '../json';
import { readableName } from '../frames/readableName';
import { shortenIds } from '../frames/shortenIds';
import type { MetricName } from '../measurements/trackMetrics';
import type { SelectedTrack } from './selectedTrack';

/** The name parts of a track. Empty if the data lacks it. */
interface Tokens {
  readonly session_id: string;
  readonly peer_id: string;
  /** The peer's name; its shortened ID if the session has no name for it. */
  readonly peer: string;
  /** The publisher of a received track, named like `peer`. */
  readonly from: string;
  readonly side: string;
  readonly kind: string;
  readonly type: string;
  readonly rid: string;
  readonly layer: string;
  readonly track_id: string;
}

/** In the order of a name. `track_id` is added only if the rest does not distinguish the series. */
const PARTS = ['session_id', 'peer', 'side', 'type', 'kind', 'layer', 'from'] as const satisfies ReadonlyArray<
  keyof Tokens
>;

/** One series that needs a name: a track with one of its metrics, or without one for the track as a whole. */
interface Named {
  readonly track: SelectedTrack;
  readonly metric?: MetricName;
}

/**
 * Returns the display name of each series: from the template if there is one, else from the parts that differ between
 * the series, with IDs cut to the part that differs.
 */
export function displayNames(series: readonly Named[], template: string): readonly string[] {
  const tokens = tokensOf(series.map(({ track }) => track));
  if (template !== '') {
    return series.map(({ track, metric = '' }) =>
      fillLegend(template, { ...tokens.get(track), metric: readableName(metric) })
    );
  }
  const differing = PARTS.filter((part) => new Set([...tokens.values()].map((values) => values[part])).size > 1);
  const includesMetric = new Set(series.map(({ metric }) => metric)).size > 1;
  const trackName = nameWriter(tokens, differing);
  const names = series.map(({ track, metric }) => joinName(trackName(track), includesMetric ? metric : ''));
  const isUnique = new Set(names).size === names.length;
  if (isUnique && !names.includes('')) {
    return names;
  }
  const longer = isUnique
    ? nameWriter(tokens, ['side', 'kind', 'layer', 'from'])
    : nameWriter(tokens, [...differing, 'track_id']);
  return series.map(({ track, metric }, i) =>
    isUnique && names[i] !== '' ? (names[i] ?? '') : joinName(longer(track), isUnique || includesMetric ? metric : '')
  );
}

/** Returns the peer and kind of each track: `Asha sent video high`, `Ben received audio from Asha`. */
export function trackNames(tracks: readonly SelectedTrack[]): readonly string[] {
  return tracks.map(nameWriter(tokensOf(tracks), ['peer', 'side', 'type', 'kind', 'layer', 'from']));
}

/** Returns a function that names the peer of a track; with its session if there are several. */
export function peerNames(tracks: readonly SelectedTrack[]): (track: SelectedTrack) => string {
  const isOneSession = new Set(tracks.map(({ target }) => target.session_id)).size <= 1;
  return nameWriter(tokensOf(tracks), isOneSession ? ['peer'] : ['session_id', 'peer']);
}

/**
 * Returns a function that names tracks by some of their tokens. A track has a series for each of its metrics, and its
 * name is made once.
 */
function nameWriter(
  tokens: ReadonlyMap<SelectedTrack, Tokens>,
  parts: ReadonlyArray<keyof Tokens>
): (track: SelectedTrack) => string {
  const names = new Map<SelectedTrack, string>();
  tokens.forEach((values, track) => {
    const words = parts.map((part) => wordOf(part, values[part]));
    names.set(track, words.filter((part) => part !== '').join(' '));
  });
  return (track) => names.get(track) ?? '';
}

/** Returns how a name says a token. A regular video is just a video. */
function wordOf(part: keyof Tokens, value: string): string {
  if (part === 'from' && value !== '') {
    return `from ${value}`;
  }
  return part === 'side' ? readableName(value) : part === 'type' && value === 'regular' ? '' : value;
}

function joinName(name: string, metric = ''): string {
  return [name, readableName(metric)].filter(Boolean).join(' ');
}

function tokensOf(all: readonly SelectedTrack[]): ReadonlyMap<SelectedTrack, Tokens> {
  const tracks = [...new Set(all)];
  const session = shortenIds(tracks.map(({ target }) => target.session_id));
  const owners = tracks.flatMap(({ target, peer, from }) => {
    const owner = { peer_id: target.peer_id, peer };
    return from === null ? owner : [owner, from];
  });
  const peerId = shortenIds(owners.map(({ peer_id }) => peer_id));
  const name = ownerNames(owners, peerId);
  const trackId = shortenIds(tracks.map(({ series }) => series.track.track_id ?? ''));
  const tokens = new Map<SelectedTrack, Tokens>();
  tracks.forEach((track) => {
    const { side, kind, track_id, type, rid } = track.series.track;
    tokens.set(track, {
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
    });
  });
  return tokens;
}

type Owner = NonNullable<SelectedTrack['from']>;

/**
 * Returns a function that names a peer: by its name, followed by its shortened ID if another peer has the same name, as
 * after a rejoin.
 */
function ownerNames(owners: readonly Owner[], shorten: (id: string) => string): (owner: Owner) => string {
  const peersByName = new Map<string, Set<string>>();
  owners.forEach(({ peer_id, peer }) => {
    if (peer !== null) {
      getOrInsert(peersByName, peer, () => new Set<string>()).add(peer_id);
    }
  });
  return ({ peer_id, peer }) => {
    if (peer === null) {
      return shorten(peer_id);
    }
    return (peersByName.get(peer)?.size ?? 0) > 1 ? `${peer} ${shorten(peer_id)}` : peer;
  };
}

/**
 * Returns a template with its `{{tokens}}` replaced. An unknown token stays as it is, so that the mistake is visible.
 */
function fillLegend(template: string, tokens: Readonly<Record<string, string>>): string {
  const values = new Map<string, string>(Object.entries(tokens));
  const [start = '', ...parts] = template.split('{{');
  let filled = start;
  for (const part of parts) {
    const end = part.indexOf('}}');
    const value = end < 0 ? undefined : values.get(part.slice(0, end).trim());
    filled += value === undefined ? `{{${part}` : value + part.slice(end + 2);
    // A long name that a legend repeats would take more memory in thousands of series than all of their samples.
    if (filled.length > MAX_NAME) {
      break;
    }
  }
  return cutText(filled, MAX_NAME).replace(/\s+/g, ' ').trim();
}
