import { hundredmsError, json, type DemoAnswer } from '../answer';
import { callOf, type Call } from './calls';
import { attendeesIn } from './peers';

export const CUSTOMER = 'd3e0d3e0d3e0d3e0000000cc';

/** `GET /v2/sessions/{id}`. */
export function sessionAnswer(id: string, now: number): DemoAnswer {
  const call = callOf(id, now);
  return call === null ? hundredmsError(404, 'session not found') : json(200, sessionDocument(call, now));
}

/**
 * A call as the service tells of it at an instant. Who is still in a running call has null for `left_at`, and who was never noticed to
 * leave has none, even when the call has ended; who joins later is not in it yet.
 */
export function sessionDocument(call: Call, now: number): Readonly<Record<string, unknown>> {
  const { id, room, start, end } = call;
  const instant = (second: number): string => new Date(start + second * 1_000).toISOString();
  const present = attendeesIn(call).filter(({ here: [joined] }) => start + joined * 1_000 <= now);
  const peers = present.map(
    ({ id: peer_id, name, role, user_id, here: [joined, left], isGhost }): [string, unknown] => {
      const hasLeft = start + left * 1_000 <= now;
      const peer = { id: peer_id, session_id: id, name, role, user_id, joined_at: instant(joined) };
      return [peer_id, isGhost && hasLeft ? peer : { ...peer, left_at: hasLeft ? instant(left) : null }];
    }
  );
  return {
    id,
    room_id: room.id,
    customer_id: CUSTOMER,
    active: end > now,
    peers: Object.fromEntries(peers),
    created_at: new Date(start).toISOString(),
    updated_at: new Date(Math.min(end, now)).toISOString(),
  };
}
