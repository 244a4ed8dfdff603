import { ALL_SERVICES, decode } from './all';
import { advanceOptions } from './optionList';
import type { Context } from './protocol';

const CONTEXT: Context = { service: '100ms', now: 0, range: { from: 0, to: 0 }, settings: {} };
const IDS = { roomIds: [], sessionId: [], peerIds: [], app: [], streamKeys: [] } as const;
const ROOMS = { queryType: 'list', list: 'rooms', refId: 'A', filters: [], ...IDS } as const;

it('lists each value once', () => {
  const step = advanceOptions(ALL_SERVICES, ROOMS, CONTEXT, {});
  const room = { id: 'r1', name: 'Support' };
  const text = JSON.stringify({ limit: 100, data: [room, room], last: '' });
  const answers = ('requests' in step ? step.requests : []).map(
    (request) => [request.key, decode(request, { status: 200, contentType: 'application/json', text })] as const
  );
  expect(advanceOptions(ALL_SERVICES, ROOMS, CONTEXT, Object.fromEntries(answers))).toMatchObject({
    result: { ok: true, value: { options: [{ value: 'r1', text: 'Support' }], hint: '' } },
  });
});
