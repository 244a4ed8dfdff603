import type { Requests } from '../../requestCollector';
import { columnsOver, FULL_TIME, WIDE, type Column } from '../../frames/frame';
import { tableOf } from '../../frames/table';
import type { Context, QueryResult } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import { includes } from '../../query/includes';
import type { EventsQuery } from '../../query/types/events';
import { RETENTION, RETENTION_DAYS } from '../missingStats';
import type { Session } from '../session';
import { sessionEnd } from '../sessions/listSessions';
import type { TimeRange } from '../timeRange';
import { withSpan } from '../withSpan';
import { fetchEvents } from './fetchEvents';
import { timelineOf, joinsAndLeaves, type TimelineEvent } from './timeline';

/**
 * Requests the events of a room or session, and returns a function that builds a table of those inside the range. It
 * fails if nothing could be read.
 */
export function collectEvents(query: EventsQuery, context: Context, requests: Requests): () => QueryResult {
  const fetched = fetchEvents(query, context, requests);
  return () => {
    const all = [...fetched.sessions.flatMap(joinsAndLeaves), ...timelineOf(fetched.events, fetched.sessions)];
    const rows = all
      .filter((event) => isSelectedEvent(event, query, context))
      .sort((one, other) => one.time - other.time);
    const whyEmpty =
      context.range.to < context.now - RETENTION
        ? `100ms keeps events for ${RETENTION_DAYS} days, and the range is before.`
        : 'Nothing that is asked for happened in the range.';
    return withSpan(tableOf(query.refId, fetched, rows, columnsOf, whyEmpty), spanOf(query, fetched.sessions));
  };
}

/** Returns when the session that a query names was; null if it names none or several, or if the session still runs. */
function spanOf({ sessionId }: EventsQuery, [session]: readonly Session[]): TimeRange | null {
  const from = session?.created_at ?? null;
  const to = session === undefined ? null : sessionEnd(session);
  return sessionId.length !== 1 || from === null || to === null ? null : { from, to };
}

/** The names are those that Grafana reads from annotations. Tags are one text, separated by commas. */
function columnsOf(rows: readonly TimelineEvent[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('time', 'time', ({ time }) => time, { custom: FULL_TIME }),
    columnOf('timeEnd', 'nullableTime', ({ timeEnd }) => timeEnd),
    columnOf('title', 'text', ({ title }) => title),
    columnOf('peer', 'text', ({ peer }) => peer),
    columnOf('text', 'text', ({ text }) => text, { custom: WIDE }),
    columnOf('type', 'text', ({ type }) => type),
    columnOf('tags', 'text', ({ tags }) => tags.join(',')),
    columnOf('session_id', 'text', ({ session_id }) => session_id),
    columnOf('peer_id', 'text', ({ peer_id }) => peer_id),
  ];
}

function isSelectedEvent(event: TimelineEvent, query: EventsQuery, { range }: Context): boolean {
  const { time, timeEnd, type, session_id, peer_id, peer, tags } = event;
  const isInRange = time <= range.to && (timeEnd ?? time) >= range.from;
  const isOfPeer = query.peerIds.length === 0 || (peer_id !== null && includes(query.peerIds, peer_id));
  const isOfType = query.types.length === 0 || includes(query.types, type);
  const isWanted = isOfType && (!query.errorsOnly || tags.includes('error'));
  // Not on `type`: a filter with this key means the type of a track.
  return isInRange && isOfPeer && isWanted && matchesKnown({ session_id, peer_id, peer }, query.filters);
}
