import { hash } from '../noise';
import { uuid } from '../uuid';
import type { Call } from './calls';
import type { Happening, TrackHappening } from './happenings';
import type { DemoPeer } from './peer';
import { CUSTOMER } from './session';
import type { Trouble } from './troubles';

/** What an event of a call is, as far as it is filtered by it. */
export interface EventIdentity {
  readonly type: string;
  readonly peer_id: string;
  /** Absent from what a client reports before it joins. */
  readonly session_id: string | undefined;
  readonly isError: boolean;
}

export function identityOf({ id }: Call, happening: Happening): EventIdentity {
  const { peer, at } = happening;
  return 'trouble' in happening
    ? {
        type: happening.trouble.type,
        peer_id: peer.id,
        session_id: at < peer.here[0] * 1_000 ? undefined : id,
        isError: true,
      }
    : { type: happening.type, peer_id: peer.id, session_id: id, isError: false };
}

/** An event as the service tells of it. Source: 100ms "Track Events", "Error Events". */
export function eventOf(call: Call, happening: Happening): Readonly<Record<string, unknown>> {
  const { type, session_id } = identityOf(call, happening);
  const { at, peer, index } = happening;
  const seed = hash(hash(call.start / 1_000, call.room.number), 1_000 + index);
  const data =
    'trouble' in happening
      ? troubleData(call, peer, happening.trouble, session_id, seed)
      : trackData(call, happening, seed);
  return { version: '2.0', id: uuid(seed, 1), timestamp: precise(call.start + at, seed), type, data };
}

function trackData(call: Call, { peer, track, isMuted, startedAt, type, at }: TrackHappening, seed: number): unknown {
  const { id, room } = call;
  return {
    room_id: room.id,
    session_id: id,
    room_name: room.name,
    peer_id: peer.id,
    user_id: peer.user_id,
    user_name: peer.name,
    joined_at: precise(call.start + peer.here[0] * 1_000, peer.seed),
    role: peer.role,
    track_id: track.track_id,
    stream_id: uuid(peer.seed, 5),
    type: track.kind,
    source: track.type,
    mute: isMuted,
    started_at: precise(call.start + startedAt, track.seed),
    ...(type === 'track.remove.success' ? { stopped_at: precise(call.start + at, seed) } : {}),
  };
}

function troubleData(
  { room }: Call,
  { id, name, user_id, role, agent }: DemoPeer,
  { said }: Trouble,
  session_id: string | undefined,
  seed: number
): unknown {
  const { sdk, sdk_version, os, os_version, device_model } = agent;
  return {
    user_id,
    user_name: name,
    peer_id: id,
    account_id: CUSTOMER,
    room_id: room.id,
    ...(session_id === undefined ? {} : { session_id }),
    room_name: room.name,
    role,
    ...said,
    error_description: candidates(seed),
    agent: {
      ...agent,
      string: `os:${os},os_version:${os_version},sdk:${sdk},sdk_version:${sdk_version},device_model:${device_model}`,
    },
  };
}

/** The addresses of a client and a server, as such a description has them. These are kept for documentation, RFC 5737. */
function candidates(seed: number): string {
  const port = 50_000 + (seed % 9_000);
  const client = `192.0.2.${1 + (seed % 254)}`;
  return (
    `local candidate - candidate:${seed} 1 udp 1686052607 ${client} ${port} typ srflx raddr 192.0.2.1 rport ${port} generation 0; ` +
    `remote candidate - candidate:${hash(seed, 2)} 1 udp 1694498815 198.51.100.20 35939 typ srflx raddr 0.0.0.0 rport 35939 generation 0`
  );
}

/** An instant with nanoseconds, without the zeros at its end, as Go writes it. */
function precise(at: number, seed: number): string {
  const below = String(hash(seed, 3) % 1_000_000).padStart(6, '0');
  let text = `${new Date(at).toISOString().slice(0, -1)}${below}`;
  while (text.endsWith('0')) {
    text = text.slice(0, -1);
  }
  return `${text}Z`;
}
