import type { Requests } from '../../requestCollector';
import { lastBy } from '../../collect/lastBy';
import { isBeforeRange, paginate } from '../../collect/pagination';
import type { Context } from '../../protocol';
import { includes } from '../../query/includes';
import type { RecordingsQuery } from '../../query/types/recordings';
import { joinLists, type JoinedLists } from '../page';
import { recordingsRequest } from '../requests';
import { MAX_DURATION } from '../sessions/listSessions';
import type { Recording } from './recording';

/** The recordings of a query, as far as they could be read. */
export interface FetchedRecordings extends Omit<JoinedLists<Recording>, 'items'> {
  /** Those that overlap the range, the newest first. */
  readonly recordings: readonly Recording[];
  /** The rooms and sessions whose list could not be read; null means all. */
  readonly failedLists: ReadonlyArray<Pick<Recording, 'room_id' | 'session_id'>>;
}

/** Requests the recordings of a query's rooms and sessions. 100ms cannot list those of a range. */
export function fetchRecordings(query: RecordingsQuery, context: Context, requests: Requests): FetchedRecordings {
  const { roomIds, sessionId, statuses } = query;
  const status = statuses.length === 1 ? statuses[0] : undefined;
  const lists = anyIfEmpty(roomIds).flatMap((room_id) =>
    anyIfEmpty(sessionId).map((session_id) => ({
      room_id: room_id ?? null,
      session_id: session_id ?? null,
      list: paginate(recordingsRequest({ room_id, session_id, status }), (page) => requests.outcome(page), {
        stopAfter: isBeforeRange(context.range.from - MAX_DURATION),
      }),
    }))
  );
  const { items, ...joined } = joinLists(
    lists.map(({ list }) => list),
    'recordings'
  );
  const finding = `There are more recordings than the ${items.length} that were read. Name rooms or a session.`;
  return {
    ...joined,
    recordings: lastBy(items, ({ recording_id }) => recording_id)
      .filter((recording) => overlapsRange(recording, context))
      .filter(({ status: each }) => statuses.length === 0 || (each !== null && includes(statuses, each)))
      .sort((one, other) => other.time - one.time),
    failedLists: lists.filter(({ list }) => list.failure !== null),
    warnings: [...(joined.isTruncated ? [finding] : []), ...joined.warnings],
  };
}

function anyIfEmpty(ids: readonly string[]): ReadonlyArray<string | undefined> {
  return ids.length === 0 ? [undefined] : ids;
}

/** One that never stopped and is over lasted until it last changed. Any other without an end is still running. */
function overlapsRange({ time, stopped_at, updated_at, status }: Recording, { range }: Context): boolean {
  const isOver = status === 'completed' || status === 'failed';
  const end = stopped_at ?? (isOver ? Math.max(time, updated_at ?? time) : Infinity);
  return time <= range.to && end >= range.from;
}
