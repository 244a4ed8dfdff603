import { ALL_SERVICES, decode } from './all';
import type { Context, UpstreamRequest } from './protocol';
import { advanceOptions } from './optionList';

const CONTEXT: Context = { service: '100ms', now: 0, range: { from: 0, to: 0 }, settings: {} };
const ROOMS = {
  queryType: 'list',
  list: 'rooms',
  refId: 'A',
  filters: [],
  roomIds: [],
  sessionId: [],
  peerIds: [],
  app: [],
  streamKeys: [],
} as const;

/** Returns the options of a list of rooms after the response to its only request. */
function answer(status: number, document: unknown) {
  const step = advanceOptions(ALL_SERVICES, ROOMS, CONTEXT, {});
  const [request] = 'requests' in step ? step.requests : [];
  const { key } = request as UpstreamRequest;
  const text = JSON.stringify(document);
  const outcome = decode(request as UpstreamRequest, { status, contentType: 'application/json', text });
  return advanceOptions(ALL_SERVICES, ROOMS, CONTEXT, { [key]: outcome });
}

it('lists each value once', () => {
  const room = { id: 'r1', name: 'Support' };
  expect(answer(200, { limit: 100, data: [room, room], last: '' })).toMatchObject({
    result: { ok: true, value: { options: [{ value: 'r1', text: 'Support' }], hint: '' } },
  });
});

it('says that there are no options', () => {
  expect(answer(200, { limit: 100, data: [], last: '' })).toEqual({
    result: { ok: true, value: { options: [], hint: 'There are no rooms to choose from.' } },
  });
});

it('fails if no page could be read', () => {
  expect(answer(403, { message: 'no' })).toMatchObject({ result: { ok: false, failure: { status: 403 } } });
});
