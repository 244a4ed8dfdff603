// The curves of the score as a picture, drawn from the code.
import type { ThresholdName } from '../../src/core/measurements/thresholds';
import type { TrackGroup } from '../../src/core/score/trackGroup';
import { scoreAt } from './scoreValues';

const PANEL = { width: 300, height: 210, left: 34, right: 12, top: 30, bottom: 34 };
const COLUMNS = 3;
const STEPS = 120;
const COLORS = ['#1f60c4', '#c4162a', '#56792f'];

/** The curves over one measure. */
interface Panel {
  readonly name: ThresholdName;
  readonly title: string;
  readonly unit: string;
  readonly max: number;
  /** From one number on the axis to the next. */
  readonly step: number;
  /** What the picture calls a kind of track, and what the table calls its measure. */
  readonly curves: ReadonlyArray<{ readonly group: TrackGroup; readonly label: string; readonly what: string }>;
}

export const PANELS: readonly Panel[] = [
  {
    name: 'packet_loss_percent',
    title: 'packet loss, %',
    unit: '%',
    max: 20,
    step: 5,
    curves: [
      { group: 'sent speech', label: 'speech', what: 'loss of sent speech' },
      { group: 'sent camera', label: 'camera and screen', what: 'loss of a sent camera or screen' },
    ],
  },
  {
    name: 'rtt_ms',
    title: 'round-trip time, ms',
    unit: 'ms',
    max: 1_500,
    step: 500,
    curves: [{ group: 'sent camera', label: 'all that is sent', what: 'round-trip time of all that is sent' }],
  },
  {
    name: 'jitter_ms',
    title: 'jitter, ms',
    unit: 'ms',
    max: 200,
    step: 50,
    curves: [{ group: 'sent speech', label: 'sent speech', what: 'jitter of sent speech' }],
  },
  {
    name: 'concealed_percent',
    title: 'concealed audio, %',
    unit: '%',
    max: 20,
    step: 5,
    curves: [{ group: 'received speech', label: 'received speech', what: 'concealed audio' }],
  },
  {
    name: 'freeze_count',
    title: 'freezes in 10 s',
    unit: '',
    max: 8,
    step: 2,
    curves: [
      { group: 'received camera', label: 'camera', what: 'freezes of a camera in 10 s' },
      { group: 'received screen', label: 'screen', what: 'freezes of a screen in 10 s' },
    ],
  },
  {
    name: 'fps',
    title: 'frames a second',
    unit: 'fps',
    max: 30,
    step: 10,
    curves: [{ group: 'sent camera', label: 'camera', what: 'frame rate of a camera' }],
  },
];

/** Returns the picture as SVG. */
export function drawCurves(): string {
  const rows = Math.ceil(PANELS.length / COLUMNS);
  const [width, height] = [COLUMNS * PANEL.width, rows * PANEL.height];
  const panels = PANELS.map((panel, i) => {
    const [x, y] = [(i % COLUMNS) * PANEL.width, Math.floor(i / COLUMNS) * PANEL.height];
    return `<g transform="translate(${x} ${y})">\n${drawPanel(panel)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">
<title>The score of a window over each of its measures</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${panels.join('\n')}
</svg>
`;
}

function drawPanel({ name, title, max, step, curves }: Panel): string {
  const right = PANEL.width - PANEL.right;
  const bottom = PANEL.height - PANEL.bottom;
  const xOf = (value: number) => PANEL.left + (value / max) * (right - PANEL.left);
  const yOf = (score: number) => bottom - (score / 5) * (bottom - PANEL.top);
  const text = (x: number, y: number, words: string, more = '') =>
    `<text x="${round(x)}" y="${round(y)}" ${more}>${words}</text>`;
  const grid = [0, 1, 2, 3, 4, 5].flatMap((score) => [
    `<path d="M${PANEL.left} ${round(yOf(score))}H${right}" stroke="#ddd"/>`,
    text(PANEL.left - 6, yOf(score) + 4, String(score), 'text-anchor="end" fill="#555"'),
  ]);
  const ticks = Array.from({ length: max / step + 1 }, (_, i) => i * step);
  const axis = ticks.map((tick) => text(xOf(tick), bottom + 15, String(tick), 'text-anchor="middle" fill="#555"'));
  const lines = curves.map(({ group }, i) => {
    const points = Array.from({ length: STEPS + 1 }, (_, point) => {
      const value = (max * point) / STEPS;
      return `${round(xOf(value))} ${round(yOf(scoreAt({ group, name }, value)))}`;
    });
    return `<path d="M${points.join('L')}" fill="none" stroke="${COLORS[i]}" stroke-width="2"/>`;
  });
  // A curve that rises leaves room below it on the right, one that falls leaves it above.
  const isRising = curves.some(({ group }) => scoreAt({ group, name }, max) > scoreAt({ group, name }, 0));
  const names = curves.map(({ label }, i) =>
    text(right - 4, (isRising ? yOf(0.9) : yOf(4.6)) + 16 * i, label, `text-anchor="end" fill="${COLORS[i]}"`)
  );
  return [text(PANEL.left, 18, title, 'font-weight="bold"'), ...grid, ...axis, ...lines, ...names].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
