import type { Requests } from '../../requestCollector';
import { roomRequest, ROOMS_REQUEST } from '../requests';
import { failure, type Failure } from '../../failure/failure';
import type { Notices } from '../../frames/notices';
import { paginate } from '../../collect/pagination';

/** The names of rooms, as far as they could be read. */
export interface RoomNames {
  readonly names: ReadonlyMap<string, string>;
  /** Why a name may be missing; null if all were read. */
  readonly failure: Failure | null;
  /** False while a request is not answered yet. */
  readonly isComplete: boolean;
}

/** The most rooms that are requested one by one. */
const MAX_SINGLE_REQUESTS = 200;
/**
 * Of up to this many rooms only the first page of the list is read. Its other pages would take longer than single
 * requests, because each waits for the one before.
 */
const MAX_ROOMS_OF_ONE_PAGE = 20;

/**
 * Returns the names of some rooms. Reads the list of rooms until it has found them all, or only its first page for a
 * few rooms, and requests the others one by one.
 */
export function roomNames(roomIds: ReadonlyArray<string | null>, requests: Requests): RoomNames {
  const requestedIds = new Set(roomIds.filter((room_id) => room_id !== null));
  if (requestedIds.size === 0) {
    return { names: new Map(), failure: null, isComplete: true };
  }
  const found = new Set<string>();
  const list = paginate(ROOMS_REQUEST, (page) => requests.outcome(page), {
    max: requestedIds.size > MAX_ROOMS_OF_ONE_PAGE ? Infinity : 1,
    stopAfter: (rooms) => {
      rooms.forEach(({ room_id }) => requestedIds.has(room_id) && found.add(room_id));
      return found.size >= requestedIds.size;
    },
  });
  const listed = new Set(list.items.map(({ room_id }) => room_id));
  const unlisted = list.isTruncated ? [...requestedIds].filter((room_id) => !listed.has(room_id)) : [];
  const outcomes = unlisted.slice(0, MAX_SINGLE_REQUESTS).map((room_id) => requests.outcome(roomRequest(room_id)));
  const rooms = [...list.items, ...outcomes.flatMap((outcome) => (outcome?.ok ? [outcome.value] : []))];
  // A room that was deleted has no name, here as in the list.
  const failed = outcomes.flatMap((outcome) =>
    outcome === undefined || outcome.ok || outcome.failure.status === 404 ? [] : [outcome.failure]
  );
  return {
    names: new Map(rooms.flatMap(({ room_id, name }) => (name === null ? [] : [[room_id, name] as const]))),
    failure: list.failure ?? failed[0] ?? (unlisted.length > outcomes.length ? tooManyRooms(unlisted.length) : null),
    isComplete: list.isComplete && !outcomes.includes(undefined),
  };
}

function tooManyRooms(count: number): Failure {
  const finding = `The calls are in ${count} rooms beyond the first of the list, and ${MAX_SINGLE_REQUESTS} are read.`;
  return failure('user', 400, finding, 'Name rooms, or shorten the range.');
}

/** Adds a notice if names may be missing, with the reason. */
export function addRoomNameNotice({ failure }: RoomNames, notices: Notices): void {
  if (failure !== null) {
    notices.inform(`Room names are missing: ${failure.message}`);
  }
}

/** Returns the name of a room; null if it has none, or if that is not read. */
export function roomNameOf({ names }: RoomNames, { room_id }: { readonly room_id: string | null }): string | null {
  return room_id === null ? null : (names.get(room_id) ?? null);
}
