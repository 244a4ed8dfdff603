// The tables of docs/score.md and its picture, made from the code of the score.
import { readFileSync } from 'node:fs';
import { DEFAULT_THRESHOLDS } from '../../src/core/measurements/thresholds';
import { randomFrom, rankCorrelation } from '../../src/core/score/score.fixture';
import { eModel, issueDetector, liveKit, rtcscore, type SpeechWindow } from './otherScores';
import { drawCurves, PANELS } from './scoreCurves';
import { scoreAt, scoreOf, valueAt, type Curve } from './scoreValues';

const PAGE = 'docs/score.md';
const PICTURE = 'docs/img/score-curves.svg';

function whereTable(): string {
  const rows = PANELS.flatMap(({ name, unit, curves }) =>
    curves.map(({ what, group }) => {
      const { good, bad } = DEFAULT_THRESHOLDS[name];
      const curve = { group, name };
      const at = [4, 3, 2.5, 2, 1].map((score) => `${rounded(valueAt(curve, score) ?? NaN)} ${unit}`.trim());
      return [what, ...at, score(curve, good), score(curve, bad)];
    })
  );
  return table(['measure', '4.0', '3.0', '2.5', '2.0', '1.0', 'at _good_', 'at _bad_'], rows);
}

function score(curve: Curve, value: number): string {
  return `${rounded(value)}: ${scoreAt(curve, value).toFixed(1)}`;
}

/** Random windows of sent speech, more with little loss than with much. */
function speechWindows(): readonly SpeechWindow[] {
  const random = randomFrom(7);
  return Array.from({ length: 2_000 }, () => ({
    rtt: random() * 600,
    jitter: random() * 60,
    loss: random() ** 2 * 20,
  }));
}

function comparisonTable(): string {
  const windows = speechWindows();
  const speech = windows.map(({ rtt, jitter, loss }) =>
    scoreOf('sent speech', { rtt_ms: rtt, jitter_ms: jitter, packet_loss_percent: loss })
  );
  const camera = windows.map(({ rtt, loss }) => scoreOf('sent camera', { rtt_ms: rtt, packet_loss_percent: loss }));
  const row = (what: string, scores: readonly number[], source: string, other: (window: SpeechWindow) => number) => [
    what,
    source,
    rankCorrelation(scores, windows.map(other)).toFixed(3),
  ];
  const G107 = 'ITU-T G.107';
  const LIVEKIT = 'livekit/livekit, `pkg/sfu/connectionquality/scorer.go`';
  return table(
    ['score', 'source', 'rank correlation'],
    [
      row('speech, E-model, Bpl 10 (Opus without FEC)', speech, G107, (window) => eModel(window, 10)),
      row('speech, E-model, Bpl 20 (Opus with FEC)', speech, G107, (window) => eModel(window, 20)),
      row('speech, rtcscore', speech, 'livekit/rtcscore-go, `AudioScore`', rtcscore),
      row('speech, latency form of the E-model', speech, 'VLprojects/webrtc-issue-detector', issueDetector),
      row('speech, LiveKit, loss weighted by 4', speech, LIVEKIT, (window) => liveKit(window, 4)),
      row('camera, LiveKit, loss weighted by 10, without jitter', camera, LIVEKIT, (window) =>
        liveKit({ ...window, jitter: 0 }, 10)
      ),
    ]
  );
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function table(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const marks = heads.map((_, i) => (i === 0 ? '---' : '---:'));
  return [heads, marks, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Returns the page with its tables made again. Each stands between two comments. */
function pageWith(tables: Readonly<Record<string, string>>): string {
  let page = readFileSync(PAGE, 'utf8');
  for (const [name, text] of Object.entries(tables)) {
    const [begin, end] = [`<!-- ${name}: made by scripts/queries-doc.mjs -->`, `<!-- end of ${name} -->`];
    const [before, after] = [page.indexOf(begin), page.indexOf(end)];
    if (before < 0 || after < before) {
      throw new Error(`${PAGE} has no place for the table ${name}.`);
    }
    page = `${page.slice(0, before + begin.length)}\n\n${text}\n\n${page.slice(after)}`;
  }
  return page;
}

/** The files that are made, with their text before it is formatted. */
export function scoreFiles() {
  return [
    { file: PAGE, text: pageWith({ where: whereTable(), comparison: comparisonTable() }) },
    { file: PICTURE, text: drawCurves() },
  ];
}
