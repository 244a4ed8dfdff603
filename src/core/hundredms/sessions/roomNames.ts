import { type HundredmsRequests, ROOMS_REQUEST } from '../requests';
import type { Failure } from '../../failure/failure';
import type { Notices } from '../../frames/notices';
import { paginate } from '../../collect/pagination';

/** The names of rooms, as far as the list of rooms has them. */
export interface RoomNames {
  readonly names: ReadonlyMap<string, string>;
  /** Why a name may be missing; null if the list was read. */
  readonly failure: Failure | null;
}

/** Returns the names of some rooms. Reads the list of rooms only until it has found them all. */
export function roomNames(roomIds: ReadonlyArray<string | null>, requests: HundredmsRequests): RoomNames {
  const requestedIds = new Set(roomIds.filter((room_id) => room_id !== null));
  if (requestedIds.size === 0) {
    return { names: new Map(), failure: null };
  }
  const { items, failure } = paginate(ROOMS_REQUEST, (page) => requests.outcome(page), {
    isWhole: (rooms) => rooms.filter(({ room_id }) => requestedIds.has(room_id)).length >= requestedIds.size,
  });
  const entries = items.flatMap(({ room_id, name }): ReadonlyArray<[string, string]> =>
    name === null ? [] : [[room_id, name]]
  );
  return { names: new Map(entries), failure };
}

/** Adds a notice if names may be missing, with the reason. */
export function addRoomNameNotice({ failure }: RoomNames, notices: Notices): void {
  if (failure !== null) {
    notices.add('info', `Room names are missing: ${failure.message}`);
  }
}
