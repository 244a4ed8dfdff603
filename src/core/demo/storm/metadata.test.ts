import { decodeMetadata, type Metadata } from '../../storm/metadata/metadata';
import { METADATA_COLUMN_NAMES, type MetadataColumn } from '../../storm/metadata/columns';
import { DEMO_APP, DEMO_ARENA, DEMO_COURT_SUBSTREAMS, DEMO_COURTS, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../ids';
import { metadataAnswer } from './metadata';

const NOON = Date.UTC(2026, 10, 22, 12);
const ALL = [
  ...DEMO_STREAMS.flatMap((stream) => DEMO_SUBSTREAMS.map((name) => [DEMO_APP, stream, name] as const)),
  ...DEMO_COURTS.flatMap((stream) => DEMO_COURT_SUBSTREAMS.map((name) => [DEMO_ARENA, stream, name] as const)),
];

function read(app: string, stream: string, name: string, now = NOON): Metadata | null {
  return decodeMetadata(metadataAnswer(app, stream, name, now).text);
}

function leavesOf(stream: string, ...names: readonly MetadataColumn[]) {
  return DEMO_SUBSTREAMS.map((name) => names.map((leaf) => read(DEMO_APP, stream, name)?.leaves[leaf]));
}

test('all substreams have every leaf, each of its type, but those that get nothing from their transcoder', () => {
  const without = ALL.filter(([app, stream, name]) => {
    const metadata = read(app, stream, name);
    if (metadata !== null) {
      expect(metadata.unread).toEqual([]);
      expect(METADATA_COLUMN_NAMES.filter((leaf) => metadata.leaves[leaf] === null)).toEqual([]);
    }
    return metadata === null;
  });
  expect(without).toEqual([
    ['live', 'pitch', '360p'],
    ['arena', 'court-40', '480p'],
  ]);
  const { status, text } = metadataAnswer('live', 'pitch', '360p', NOON);
  expect([status, text]).toEqual([404, '{"message":"Metadata not found"}']);
});

test('each quality has its resolution, and the bitrate that comes in', () => {
  expect(leavesOf('studio', 'width', 'height', 'frameRate', 'videoDataRate', 'audioDataRate')).toEqual([
    [1920, 1080, 30, 5840, 160],
    [1280, 720, 30, 2872, 128],
    [640, 360, 30, 704, 96],
  ]);
  expect(leavesOf('stage', 'frameRate', 'videoCodec')).toEqual(DEMO_SUBSTREAMS.map(() => [25, 'H264']));
});

test('it stays the same all day', () => {
  for (const [app, stream, name] of ALL.slice(0, 12)) {
    expect(read(app, stream, name, NOON + 3_600_000)).toEqual(read(app, stream, name));
  }
});

test.each([
  ['live', 'studio', '480p'],
  ['live', 'studio', 'constructor'],
  ['other', 'studio', 'native'],
])('%s/%s/%s is not there', (app, stream, name) => {
  const { status, text } = metadataAnswer(app, stream, name, NOON);
  expect([status, text]).toEqual([404, '{"message":"Substream not found"}']);
});
