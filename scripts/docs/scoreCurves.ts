// The curves of the score as a picture, drawn from the code.
import { scoreAt, type Curve } from './scoreValues';

const PANEL = { width: 300, height: 210, left: 34, right: 12, top: 30, bottom: 34 };
const COLUMNS = 3;
const STEPS = 120;
const COLORS = ['#1f60c4', '#c4162a', '#56792f'];

/** Curves over one measure. */
interface Panel {
  readonly title: string;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly curves: ReadonlyArray<Curve & { readonly label: string }>;
}

const PANELS: readonly Panel[] = [
  {
    title: 'packet loss, %',
    max: 20,
    ticks: [0, 5, 10, 15, 20],
    curves: [
      { label: 'speech', group: 'sent speech', name: 'packet_loss_percent' },
      { label: 'camera and screen', group: 'sent camera', name: 'packet_loss_percent' },
    ],
  },
  {
    title: 'round-trip time, ms',
    max: 1_500,
    ticks: [0, 500, 1_000, 1_500],
    curves: [{ label: 'all that is sent', group: 'sent camera', name: 'rtt_ms' }],
  },
  {
    title: 'jitter, ms',
    max: 200,
    ticks: [0, 50, 100, 150, 200],
    curves: [{ label: 'sent speech', group: 'sent speech', name: 'jitter_ms' }],
  },
  {
    title: 'concealed audio, %',
    max: 20,
    ticks: [0, 5, 10, 15, 20],
    curves: [{ label: 'received speech', group: 'received speech', name: 'concealed_percent' }],
  },
  {
    title: 'freezes in 10 s',
    max: 8,
    ticks: [0, 2, 4, 6, 8],
    curves: [
      { label: 'camera', group: 'received camera', name: 'freeze_count' },
      { label: 'screen', group: 'received screen', name: 'freeze_count' },
    ],
  },
  {
    title: 'frames a second',
    max: 30,
    ticks: [0, 10, 20, 30],
    curves: [{ label: 'camera', group: 'sent camera', name: 'fps' }],
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

function drawPanel({ title, max, ticks, curves }: Panel): string {
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
  const axis = ticks.map((tick) => text(xOf(tick), bottom + 15, String(tick), 'text-anchor="middle" fill="#555"'));
  const lines = curves.map((curve, i) => {
    const points = Array.from({ length: STEPS + 1 }, (_, step) => {
      const value = (max * step) / STEPS;
      return `${round(xOf(value))} ${round(yOf(scoreAt(curve, value)))}`;
    });
    return `<path d="M${points.join('L')}" fill="none" stroke="${COLORS[i]}" stroke-width="2"/>`;
  });
  // A curve that rises leaves room below it on the right, one that falls leaves it above.
  const isRising = curves.some((curve) => scoreAt(curve, max) > scoreAt(curve, 0));
  const names = curves.map(({ label }, i) =>
    text(right - 4, (isRising ? yOf(0.9) : yOf(4.6)) + 16 * i, label, `text-anchor="end" fill="${COLORS[i]}"`)
  );
  return [text(PANEL.left, 18, title, 'font-weight="bold"'), ...grid, ...axis, ...lines, ...names].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
