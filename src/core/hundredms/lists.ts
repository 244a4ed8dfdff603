import type { Asking } from '../asking';
import { shortened } from '../frames/shorten';
import { detailOf, partsOf, type Entry, type Listed } from '../lists/entry';
import { walk } from '../pages';
import type { Context } from '../protocol';
import type { ListQuery } from '../query/types/list';
import { ROOMS_REQUEST } from './requests';
import { sessionsById } from './sessions/byId';
import { callsIn, endOf, type Call } from './sessions/calls';
import { roomNames } from './sessions/roomNames';
import { asPeerStats } from './asked';
import { isCut, tooLarge } from './peerStats';
import { peersLeftOutOf } from './session';
import { gatherPeers, type ReadPeer } from './shown';

/** How many calls are listed at most. */
const MOST_CALLS = 1_000;

/** The rooms of the workspace. */
export function listRooms(_query: ListQuery, _context: Context, asking: Asking): Listed {
  const list = walk(ROOMS_REQUEST, (page) => asking.for(page));
  const entries = list.items.map(({ room_id, name, enabled }) => ({
    value: room_id,
    text: name ?? room_id,
    detail: detailOf(name === null ? null : room_id, enabled === false ? 'disabled' : null),
  }));
  return { ...partsOf(list, 'rooms'), entries };
}

/** The calls that overlap the range, with the names of their rooms where several are listed. Those that ended come first: only they have stats. */
export function listCalls(query: ListQuery, context: Context, asking: Asking): Listed {
  const { calls, isDone, ...parts } = callsIn(query.roomIds, MOST_CALLS, context, asking);
  const isOneRoom = query.roomIds.length === 1;
  const { names } = roomNames(isOneRoom || !isDone ? [] : calls.map(({ room_id }) => room_id), asking);
  const ordered = [...calls].sort((one, other) => Number(one.active) - Number(other.active));
  return {
    ...parts,
    entries: ordered.map((call) => callEntry(call, isOneRoom ? null : (names.get(call.room_id ?? '') ?? call.room_id))),
  };
}

function callEntry(call: Call, room: string | null): Entry {
  const end = endOf(call);
  const minutes = end === null || call.created_at === null ? null : Math.round((end - call.created_at) / 60_000);
  const people = `${call.peers.length} ${call.peers.length === 1 ? 'peer' : 'peers'}`;
  return {
    value: call.session_id,
    text: room ?? call.session_id,
    detail: detailOf(call.active ? 'live' : null, minutes === null ? null : `${minutes} min`, people),
    start: call.created_at,
    end,
  };
}

/** The stays of people in the named sessions. Stays of one person share their `user_id`. */
export function listPeers({ sessionId }: ListQuery, context: Context, asking: Asking): Listed {
  const sessionOf = sessionsById(sessionId, context, asking);
  const outcomes = sessionId.flatMap((session_id) => sessionOf(session_id) ?? []);
  const sessions = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const peers = sessions.flatMap((session) => session.peers);
  const short = shortened(peers.map(({ peer_id }) => peer_id));
  return {
    failures: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure])),
    read: sessions.length,
    warnings: peersLeftOutOf(sessions),
    entries: peers.map(({ peer_id, name, role, user_id, joined_at, left_at }) => ({
      value: peer_id,
      text: name ?? short(peer_id),
      detail: detailOf(role, user_id),
      start: joined_at,
      end: left_at,
      group: user_id,
      name,
    })),
  };
}

/** The tracks of the named peers, or of all of the session; each once, as its publisher has it where that is one of them. */
export function listTracks(query: ListQuery, context: Context, asking: Asking): Listed {
  const { peers, failed, warnings } = gatherPeers(asPeerStats({ ...query, filters: [] }), context, asking);
  const received = tracksOf(peers, 'subscriber');
  return {
    failures: failed.map(({ failure }) => failure),
    read: peers.length,
    warnings: [
      ...warnings,
      ...peers.flatMap(({ target, stats }) => (isCut(stats) ? (tooLarge(target).finding ?? []) : [])),
    ],
    entries: [...new Map([...received, ...tracksOf(peers, 'publisher')].map((entry) => [entry.value, entry])).values()],
  };
}

function tracksOf(peers: readonly ReadPeer[], side: 'publisher' | 'subscriber'): readonly Entry[] {
  return peers.flatMap(({ target, peer, stats }) =>
    stats.tracks
      .filter(({ track }) => track.side === side)
      .flatMap(({ track: { track_id, kind, type } }) =>
        track_id === null
          ? []
          : [{ value: track_id, text: detailOf(peer ?? target.peer_id, side, kind, type), detail: track_id }]
      )
  );
}
