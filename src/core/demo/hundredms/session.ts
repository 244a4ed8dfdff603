import { hundredmsError, json, type DemoAnswer } from '../answer';
import { callOf } from './calls';
import { CAST } from './cast';

export const DEMO_ROOM = 'd3e0d3e0d3e0d3e000000001';
const CUSTOMER = 'd3e0d3e0d3e0d3e0000000cc';

/** `GET /v2/sessions/{id}`. Who is still in a running call has null for `left_at`; who joins later is not in it yet. */
export function sessionAnswer(id: string, now: number): DemoAnswer {
  const call = callOf(id, now);
  if (call === null) {
    return hundredmsError(404, 'session not found');
  }
  const instant = (second: number): string => new Date(call.start + second * 1_000).toISOString();
  const present = CAST.filter(({ here: [joined] }) => call.start + joined * 1_000 <= now);
  const peers = present.map(({ id: peer_id, name, role, user_id, here: [joined, left] }): [string, unknown] => {
    const hasLeft = call.start + left * 1_000 <= now;
    const peer = { id: peer_id, session_id: id, name, role, user_id, joined_at: instant(joined) };
    return [peer_id, { ...peer, left_at: hasLeft ? instant(left) : null }];
  });
  return json(200, {
    id,
    room_id: DEMO_ROOM,
    customer_id: CUSTOMER,
    active: call.end > now,
    peers: Object.fromEntries(peers),
    created_at: new Date(call.start).toISOString(),
    updated_at: new Date(Math.min(call.end, now)).toISOString(),
  });
}
