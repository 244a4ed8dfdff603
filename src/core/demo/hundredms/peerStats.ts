import { KINDS, METRICS_OF, SIDES, type Kind, type MetricName, type Side } from '../../measurements/trackMetrics';
import { hundredmsError, json, type DemoAnswer } from '../answer';
import { hash } from '../noise';
import { callOf, type Call } from './calls';
import { isOn, type DemoPeer, type Track } from './peer';
import { peersOf } from './peers';
import { received } from './received';
import { sent, type Sample } from './sent';
import { middleOf, windowsOf, type Window } from './windows';

/** Milliseconds for which peer stats are kept. Source: 100ms says 30 days of its analytics events. */
const KEPT = 30 * 86_400_000;

/** `GET /v2/analytics/peer-stats`. 404 while the call runs, once it is over 30 days old, and for who was not in it. */
export function peerStatsAnswer(session_id: string, peer_id: string, now: number): DemoAnswer {
  if (session_id === '' || peer_id === '') {
    return hundredmsError(400, 'Invalid query parameter', 'session_id and peer_id are required');
  }
  const call = callOf(session_id, now);
  if (call === null) {
    return hundredmsError(404, 'session not found');
  }
  const peers = peersOf(call);
  const peer = peers.find(({ id }) => id === peer_id);
  if (peer === undefined) {
    return hundredmsError(404, 'peer not found');
  }
  if (call.end > now || call.end < now - KEPT) {
    return hundredmsError(404, 'stats not found', 'available after the session has ended, for 30 days');
  }
  const sides = Object.fromEntries(SIDES.map((side) => [side, sideOf(call, peers, peer, side)]));
  return json(200, { peer_id, session_id, room_id: call.room.id, ...sides });
}

/** A track and layer as a document lists it. */
interface Listed {
  readonly kind: Kind;
  /** What names it, as far as the reference gives its side and kind such fields. */
  readonly names: Readonly<Record<string, string | null>>;
  /** The windows in which it was on, and what was measured in each. */
  readonly windows: readonly Window[];
  readonly samples: readonly Sample[];
}

function sideOf(call: Call, peers: readonly DemoPeer[], peer: DemoPeer, side: Side): Readonly<Record<string, unknown>> {
  const windows = windowsOf(peer, side, call.start / 1_000);
  const listed = side === 'publisher' ? published(call, peer, windows) : subscribed(call, peers, peer, windows);
  const entries = (kind: Kind): readonly unknown[] =>
    listed
      .filter((track) => track.kind === kind)
      .map((track) => ({ ...track.names, time_series: timeSeries(call, peer, track, METRICS_OF[side][kind]) }));
  return Object.fromEntries(KINDS.map((kind) => [kind, entries(kind)]));
}

function published(call: Call, peer: DemoPeer, windows: readonly Window[]): readonly Listed[] {
  return peer.tracks.flatMap((track) => {
    const on = windows.filter((window) => isOn(peer, track, middleOf(window)));
    const layers = on.map((window) => sent(call, peer, track, middleOf(window)));
    return track.layers.map(({ rid }, i) => ({
      kind: track.kind,
      names: namesOf(track, { rid }),
      windows: on,
      samples: layers.map((layer): Sample => layer[i] ?? {}),
    }));
  });
}

function subscribed(
  call: Call,
  peers: readonly DemoPeer[],
  peer: DemoPeer,
  windows: readonly Window[]
): readonly Listed[] {
  const others = peers.filter((other) => other !== peer);
  const listed = others.flatMap((owner) =>
    owner.tracks.map((track) => {
      const on = windows.filter((window) => isOn(owner, track, middleOf(window)));
      return {
        kind: track.kind,
        names: namesOf(track, {}),
        windows: on,
        samples: on.map((window) => received(call, peer, owner, track, window)),
      };
    })
  );
  // Who was not there at the same time sent nothing that could be received.
  return listed.filter((track) => track.windows.length > 0);
}

/** The reference gives audio neither type nor layer. */
function namesOf(track: Track, layer: { readonly rid?: string | null }): Listed['names'] {
  return track.kind === 'audio'
    ? { track_id: track.track_id }
    : { track_id: track.track_id, type: track.type, ...layer };
}

function timeSeries(
  call: Call,
  peer: DemoPeer,
  { windows, samples }: Listed,
  metrics: readonly MetricName[]
): Readonly<Record<string, ReadonlyArray<number | null>>> {
  return {
    timestamps: windows.map(({ to }) => call.start + to + peer.clockAhead + timerDelay(call, to)),
    ...Object.fromEntries(metrics.map((metric) => [metric, samples.map((sample) => sample[metric] ?? null)])),
  };
}

/** Milliseconds by which a browser's timer is late. */
function timerDelay(call: Call, at: number): number {
  return hash(call.start / 1_000, at) % 60;
}
