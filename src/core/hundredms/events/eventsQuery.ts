import type { HundredmsRequests } from '../documents';
import { columnsOver, type Column } from '../../frames/frame';
import { tableOf } from '../../frames/table';
import type { Context, QueryResult } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import { includes } from '../../query/includes';
import type { EventsQuery } from '../../query/types/events';
import { RETENTION, RETENTION_DAYS } from '../missingStats';
import { fetchEvents } from './fetchEvents';
import { timelineOf, joinsAndLeaves, type TimelineEvent } from './timeline';

/** Gathers what happened in a room or session within the range. The frame fails where nothing of it could be read. */
export function collectEvents(query: EventsQuery, context: Context, requests: HundredmsRequests): () => QueryResult {
  const gathered = fetchEvents(query, context, requests);
  return () => {
    const all = [...gathered.sessions.flatMap(joinsAndLeaves), ...timelineOf(gathered.events, gathered.sessions)];
    const rows = all
      .filter((happening) => isSelected(happening, query, context))
      .sort((one, other) => one.time - other.time);
    const whyEmpty =
      context.range.to < context.now - RETENTION
        ? `100ms keeps events for ${RETENTION_DAYS} days, and the range is before.`
        : 'Nothing that is asked for happened in the range.';
    return tableOf(query.refId, gathered, rows, columnsOf, whyEmpty);
  };
}

/** Named as Grafana reads annotations. Tags stand in one text, with commas between. */
function columnsOf(rows: readonly TimelineEvent[]): readonly Column[] {
  const of = columnsOver(rows);
  return [
    of('time', 'time', ({ time }) => time),
    of('timeEnd', 'nullableTime', ({ timeEnd }) => timeEnd),
    of('type', 'text', ({ type }) => type),
    of('title', 'text', ({ title }) => title),
    of('text', 'text', ({ text }) => text),
    of('tags', 'text', ({ tags }) => tags.join(',')),
    of('session_id', 'text', ({ session_id }) => session_id),
    of('peer_id', 'text', ({ peer_id }) => peer_id),
    of('peer', 'text', ({ peer }) => peer),
  ];
}

function isSelected(happening: TimelineEvent, query: EventsQuery, { range }: Context): boolean {
  const { time, timeEnd, type, session_id, peer_id, peer, tags } = happening;
  const isInRange = time <= range.to && (timeEnd ?? time) >= range.from;
  const isOfPeer = query.peerIds.length === 0 || (peer_id !== null && includes(query.peerIds, peer_id));
  const isOfType = query.types.length === 0 || query.types.some((wanted) => wanted === type);
  const isWanted = isOfType && (!query.errorsOnly || tags.includes('error'));
  // Not on `type`: of a filter that is the type of a track.
  return isInRange && isOfPeer && isWanted && matchesKnown({ session_id, peer_id, peer }, query.filters);
}
