import { RequestCollector, type Results } from '../../requestCollector';
import { decode } from '../../all';
import type { UpstreamRequest } from '../../protocol';
import { roomNames } from './roomNames';

/** A workspace of 300 rooms, in pages of 100. */
function answer({ route, params }: UpstreamRequest): string {
  const room = (number: number) => ({ id: `r${number}`, name: `Room ${number}` });
  if (route === 'room') {
    return JSON.stringify(room(Number(params.room_id?.slice(1))));
  }
  const start = Number(params.start ?? 0);
  const data = Array.from({ length: 100 }, (_, i) => room(start + i));
  return JSON.stringify({ data, last: start === 200 ? null : String(start + 100) });
}

/** Finds the names of the last rooms of the workspace, and returns the requests in each step. */
function stepsFor(count: number): readonly string[] {
  const roomIds = Array.from({ length: count }, (_, i) => `r${299 - i}`);
  const steps: string[] = [];
  let results: Results = {};
  for (;;) {
    const requests = new RequestCollector(results);
    const { names, isComplete } = roomNames(roomIds, requests);
    if (isComplete) {
      expect(roomIds.map((id) => names.get(id))).toEqual(roomIds.map((id) => `Room ${id.slice(1)}`));
      return steps;
    }
    steps.push(`${requests.pending.length} ${requests.pending[0]?.route}`);
    const answers = requests.pending.map((request) => {
      const text = answer(request);
      return [request.key, decode(request, { status: 200, contentType: 'application/json', text })] as const;
    });
    results = { ...results, ...Object.fromEntries(answers) };
  }
}

it('requests a few rooms one by one, and reads the list for more', () => {
  expect(stepsFor(20)).toEqual(['1 rooms', '20 room']);
  expect(stepsFor(21)).toEqual(['1 rooms', '1 rooms', '1 rooms']);
});
