import { stormAnswer, stormError, type DemoAnswer } from '../answer';
import { hash } from '../noise';
import type { DemoSubstream } from './demoSubstream';
import { pageOf } from './page';
import { publishedAt, substreamsOf } from './streams';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the server noted of a substream's pipeline, and the state in which that left it. Source: Storm "Substream Journal". */
interface Entry {
  readonly id: number;
  readonly message: string;
  readonly threadName: string;
  /** Milliseconds since the epoch. */
  readonly createDate: number;
  readonly pipelineState: string;
}

/** `GET /api/streams/{app}/{stream}/{substream}/journal`, the newest first: of the day since it was published, and of the one before. */
export function journalAnswer(
  app: string,
  stream: string,
  name: string,
  query: Readonly<Record<string, string>>,
  now: number
): DemoAnswer {
  const substream = substreamsOf(app, stream).find((one) => one.name === name);
  if (substream === undefined) {
    return stormError(404, 'Substream not found');
  }
  const start = publishedAt(substream, now);
  const entries = [...entriesOf(substream, start - DAY), ...entriesOf(substream, start)]
    .filter(({ createDate }) => createDate <= now)
    .sort((a, b) => b.createDate - a.createDate || b.id - a.id);
  const page = pageOf(entries, query, 20);
  if (page === null) {
    return stormError(400, 'Invalid query parameter');
  }
  const { list, ...counts } = page;
  return stormAnswer({ ...counts, lastTimestamp: entries[0]?.createDate ?? 0, list }, 1, now);
}

/** What a day begins with, milliseconds after its start. */
const MORNING: ReadonlyArray<readonly [at: number, message: string, pipelineState: string]> = [
  [0, 'Pipeline created', 'INITIALIZED'],
  [180, 'Waiting for the first key frame', 'AWAITING'],
  [1_420, 'Status Update: PUBLISHED', 'PUBLISHED'],
];
/** What it ends with, milliseconds before the next one starts. */
const EVENING: typeof MORNING = [
  [4_000, 'Status Update: UNPUBLISHED', 'UNPUBLISHED'],
  [1_500, 'Status Update: CLOSED', 'CLOSED'],
];
const EVERY_NOW_AND_THEN = ['Key frame interval changed', 'Viewer buffer reset', 'Source clock adjusted'] as const;

/** One day of a substream's pipeline: it begins, stalls or is adjusted each hour or so, and ends. */
function entriesOf({ seed, health }: DemoSubstream, start: number): readonly Entry[] {
  const day = Math.floor(start / DAY);
  const threadName = `pipeline-${seed}`;
  const [, , syncGrade] = health.avSync;
  const within = Array.from({ length: 23 }, (_, hour): typeof MORNING => {
    const chance = hash(hash(seed, day), hour);
    const at = (hour + 0.5) * HOUR + (chance % HOUR) / 4;
    if (syncGrade === 'Critical') {
      return [[at, 'Audio and video are out of sync', 'PUBLISHED']];
    }
    return chance % 6 === 0
      ? [
          [at, 'No packets from the source for 3000 ms', 'AWAITING'],
          [at + 7_000, 'Status Update: PUBLISHED', 'PUBLISHED'],
        ]
      : [[at, EVERY_NOW_AND_THEN[chance % EVERY_NOW_AND_THEN.length] ?? '', 'PUBLISHED']];
  });
  const evening = EVENING.map(([before, ...rest]): (typeof MORNING)[number] => [DAY - before, ...rest]);
  return [...MORNING, ...within.flat(), ...evening].map(([at, message, pipelineState], i) => ({
    id: day * 100 + i,
    message,
    threadName,
    createDate: Math.floor(start + at),
    pipelineState,
  }));
}
