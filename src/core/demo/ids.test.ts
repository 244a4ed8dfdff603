import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_APP, DEMO_PEERS, DEMO_STREAMS, DEMO_SUBSTREAMS } from './ids';

interface Tables {
  readonly standup: ReadonlyArray<{ readonly id: string }>;
  readonly streams: ReadonlyArray<{
    readonly app: string;
    readonly key: string;
    readonly substreams: ReadonlyArray<{ readonly name: string }>;
  }>;
}

const tables = JSON.parse(readFileSync(path.resolve(__dirname, '../../../pkg/demo/tables.json'), 'utf8')) as Tables;

test('the demo has the IDs that the editor offers', () => {
  expect(tables.standup.map(({ id }) => id)).toEqual(Object.values(DEMO_PEERS));
  expect(tables.streams.map(({ app, key }) => [app, key])).toEqual(DEMO_STREAMS.map((key) => [DEMO_APP, key]));
  for (const { substreams } of tables.streams) {
    expect(substreams.map(({ name }) => name)).toEqual(DEMO_SUBSTREAMS);
  }
});
