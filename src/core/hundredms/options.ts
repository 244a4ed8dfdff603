import type { Requests } from '../requestCollector';
import { ROOMS_REQUEST } from './requests';
import { shortenIds } from '../frames/shortenIds';
import { lastBy } from '../collect/lastBy';
import { joinDetails, partialResultOf, type Option, type Options } from '../collect/option';
import { paginate } from '../collect/pagination';
import { describeTrack } from '../measurements/track';
import type { Context } from '../protocol';
import type { ListQuery } from '../query/types/list';
import { resolveSessions } from './sessions/resolveSessions';
import { sessionsIn, sessionEnd, type ListedSession } from './sessions/listSessions';
import { roomNameOf, roomNames } from './sessions/roomNames';
import { allTracks } from './peerSelection';
import { incompleteFailure, isIncomplete } from './peerStats';
import { peersLeftOutWarnings } from './session';
import { fetchPeers } from './selectTracks';
import { partialResultOfPeers, type FetchedPeer } from './selectedTrack';

/** The most sessions in a list. */
const MAX_SESSIONS = 1_000;

/** Returns the rooms of the workspace. */
export function roomOptions(_query: ListQuery, _context: Context, requests: Requests): Options {
  const list = paginate(ROOMS_REQUEST, (page) => requests.outcome(page));
  const options = list.items.map(({ room_id, name, enabled }) => ({
    value: room_id,
    text: name ?? room_id,
    detail: joinDetails(name === null ? null : room_id, enabled === false ? 'disabled' : null),
  }));
  return { ...partialResultOf(list, 'rooms'), options };
}

/**
 * Returns the sessions that overlap the range, with the names of their rooms if there are several. Sessions that ended
 * come first, because only they have stats.
 */
export function sessionOptions(query: ListQuery, context: Context, requests: Requests): Options {
  const { calls, isComplete, ...parts } = sessionsIn(query.roomIds, MAX_SESSIONS, context, requests);
  const hasOneRoom = query.roomIds.length === 1;
  const rooms = roomNames(hasOneRoom || !isComplete ? [] : calls.map(({ room_id }) => room_id), requests);
  const ordered = [...calls].sort((one, other) => Number(one.active) - Number(other.active));
  return {
    ...parts,
    options: ordered.map((session) =>
      sessionOption(session, hasOneRoom ? null : (roomNameOf(rooms, session) ?? session.room_id))
    ),
  };
}

function sessionOption(session: ListedSession, room: string | null): Option {
  const end = sessionEnd(session);
  const minutes = end === null || session.created_at === null ? null : Math.round((end - session.created_at) / 60_000);
  const people = `${session.peers.length} ${session.peers.length === 1 ? 'peer' : 'peers'}`;
  return {
    value: session.session_id,
    text: room ?? session.session_id,
    detail: joinDetails(session.active ? 'live' : null, minutes === null ? null : `${minutes} min`, people),
    start: session.created_at,
    end,
  };
}

/**
 * Returns the peers of the named sessions. A person who joined several times has several peers with the same `user_id`.
 */
export function peerOptions({ sessionId }: ListQuery, context: Context, requests: Requests): Options {
  const sessionOf = resolveSessions(sessionId, context, requests);
  const outcomes = sessionId.flatMap((session_id) => sessionOf(session_id) ?? []);
  const sessions = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const peers = sessions.flatMap((session) => session.peers);
  const short = shortenIds(peers.map(({ peer_id }) => peer_id));
  return {
    failures: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure])),
    readCount: sessions.length,
    warnings: peersLeftOutWarnings(sessions),
    options: peers.map(({ peer_id, name, role, user_id, joined_at, left_at }) => ({
      value: peer_id,
      text: name ?? short(peer_id),
      detail: joinDetails(role, user_id),
      start: joined_at,
      end: left_at,
      group: user_id,
      name,
    })),
  };
}

/**
 * Returns the tracks of the named peers, or of all peers of the session. Each track appears once, as its publisher
 * reports it if the publisher is one of them.
 */
export function trackOptions(query: ListQuery, context: Context, requests: Requests): Options {
  const fetched = fetchPeers(allTracks({ ...query, filters: [] }), context, requests);
  const { peers } = fetched;
  const parts = partialResultOfPeers(fetched);
  const received = trackOptionsOf(peers, 'subscriber');
  return {
    ...parts,
    warnings: [
      ...parts.warnings,
      ...peers.flatMap(({ target, stats }) => (isIncomplete(stats) ? (incompleteFailure(target).finding ?? []) : [])),
    ],
    options: lastBy(received.concat(trackOptionsOf(peers, 'publisher')), ({ value }) => value),
  };
}

function trackOptionsOf(peers: readonly FetchedPeer[], side: 'publisher' | 'subscriber'): readonly Option[] {
  return peers.flatMap(({ target, peer, stats }) =>
    stats.tracks
      .filter(({ track }) => track.side === side)
      .flatMap(({ track }) => {
        const { track_id } = track;
        const text = joinDetails(peer ?? target.peer_id, describeTrack(track, null));
        return track_id === null ? [] : [{ value: track_id, text, detail: track_id }];
      })
  );
}
