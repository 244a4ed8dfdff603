import { decodeSubstream } from '../../storm/substream';
import { DEMO_APP, DEMO_ARENA, DEMO_COURT_SUBSTREAMS, DEMO_COURTS, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../ids';
import { applicationListAnswer } from './applicationList';
import { streamAnswer, streamListAnswer } from './stream';
import { substreamAnswer } from './substream';

const NOON = Date.UTC(2026, 10, 22, 12);

interface Stream {
  readonly application: string;
  readonly streamKey: string;
  readonly healthGrade: string;
  readonly inBandwidth: number;
  readonly subStreams: ReadonlyArray<{ readonly streamKey: string; readonly name: string }>;
}

interface Page {
  readonly totalItems: number;
  readonly itemsPerPage: number;
  readonly hasNext: boolean;
  readonly list: readonly Stream[];
}

function page(query: Record<string, string>): Page {
  return (JSON.parse(streamListAnswer(query, NOON).text) as { data: Page }).data;
}

test('the list has the streams of all applications, ten a page', () => {
  const pages = [1, 2, 3, 4, 5].map((number) => page({ page: String(number) }));
  expect(pages.map(({ list, hasNext }) => [list.length, hasNext])).toEqual([
    [10, true],
    [10, true],
    [10, true],
    [10, true],
    [3, false],
  ]);
  expect(pages.flatMap(({ list }) => list.map(({ application, streamKey }) => [application, streamKey]))).toEqual([
    ...DEMO_STREAMS.map((key) => [DEMO_APP, key]),
    ...DEMO_COURTS.map((key) => [DEMO_ARENA, key]),
  ]);
});

test('a stream is what the list says, and its substreams are what they are called', () => {
  for (const stream of page({ rowsPerPage: '100' }).list) {
    const { application, streamKey, subStreams, inBandwidth } = stream;
    expect(JSON.parse(streamAnswer(application, streamKey, NOON).text)).toMatchObject({ data: stream });
    const names = application === DEMO_APP ? DEMO_SUBSTREAMS : DEMO_COURT_SUBSTREAMS;
    expect(subStreams.map(({ name }) => name)).toEqual(names);
    const rates = subStreams.map(({ name }) => {
      const { text } = substreamAnswer(application, streamKey, name, NOON);
      return Number(decodeSubstream(text)?.leaves.inBandwidth);
    });
    expect(rates.reduce((sum, rate) => sum + rate)).toBe(inBandwidth);
  }
});

test('of forty courts a few are bad', () => {
  const courts = page({ rowsPerPage: '100' }).list.filter(({ application }) => application === DEMO_ARENA);
  const graded = (grade: string) => courts.flatMap((court) => (court.healthGrade === grade ? [court.streamKey] : []));
  expect(graded('Bad')).toEqual(['court-07', 'court-20', 'court-33']);
  expect(graded('Good')).toEqual([4, 10, 16, 22, 28, 34, 40].map((n) => `court-${String(n).padStart(2, '0')}`));
  expect(graded('Very Good')).toHaveLength(30);
});

test.each([
  [DEMO_APP, 'court-01'],
  [DEMO_ARENA, 'studio'],
  ['other', 'studio'],
])('%s/%s is not there', (app, stream) => {
  const { status, text } = streamAnswer(app, stream, NOON);
  expect([status, text]).toEqual([404, '{"message":"Stream not found"}']);
});

test('the applications have what their streams carry', () => {
  const { list } = (JSON.parse(applicationListAnswer({}, NOON).text) as { data: { list: readonly unknown[] } }).data;
  const carried = (app: string) =>
    page({ rowsPerPage: '100' })
      .list.filter(({ application }) => application === app)
      .reduce((sum, { inBandwidth }) => sum + inBandwidth, 0);
  expect(list).toMatchObject([
    { name: DEMO_APP, streamCount: 3, inBandwidth: carried(DEMO_APP) },
    { name: DEMO_ARENA, streamCount: 40, inBandwidth: carried(DEMO_ARENA) },
  ]);
});

test('no page is longer than the server allows', () => {
  const { itemsPerPage, totalItems, list } = page({ rowsPerPage: '5000' });
  expect([itemsPerPage, totalItems, list.length]).toEqual([100, 43, 43]);
  expect(page({ page: '6' }).list).toEqual([]);
});

test.each<Record<string, string>>([{ page: '0' }, { page: 'x' }, { rowsPerPage: '0' }, { rowsPerPage: '-1' }])(
  '%j is refused',
  (query) => {
    expect(streamListAnswer(query, NOON).status).toBe(400);
    expect(applicationListAnswer(query, NOON).status).toBe(400);
  }
);
