import { failure } from '../failure/failure';
import { asNumber, asObject } from '../json';
import type { Context, Outcome } from '../protocol';

/** Where a measure stops being good and where it begins to be bad. `good` is below `bad` where less is better, and above it where more is. */
export interface Band {
  readonly good: number;
  readonly bad: number;
}

/** What is judged. `docs/score.md` gives the source of each band. */
export const BAND_NAMES = [
  'packet_loss_percent',
  'rtt_ms',
  'jitter_ms',
  'fps',
  'screen_fps',
  'concealed_percent',
  'freeze_count',
] as const;
export type BandName = (typeof BAND_NAMES)[number];

export type Bands = Readonly<Record<BandName, Band>>;

export const USUAL_BANDS: Bands = {
  packet_loss_percent: { good: 1, bad: 5 },
  rtt_ms: { good: 200, bad: 400 },
  jitter_ms: { good: 10, bad: 30 },
  fps: { good: 20, bad: 7 },
  screen_fps: { good: 5, bad: 2 },
  concealed_percent: { good: 1, bad: 7 },
  freeze_count: { good: 0, bad: 2 },
};

/** The best score there is. */
export const BEST = 5;
/** The score at which a measure begins to be bad. */
const AT_BAD = 2;

/** What a value scores on its band, 0 to 5: 5 up to good, 2 at bad, and on along the same line. */
export function bandScore(value: number, { good, bad }: Band): number {
  const score = BEST - ((BEST - AT_BAD) * (value - good)) / (bad - good);
  return Math.max(0, Math.min(BEST, score));
}

/** Whether a value is bad, or worse. */
export function isBad(value: number, { good, bad }: Band): boolean {
  return bad > good ? value >= bad : value <= bad;
}

/**
 * The bands of a data source: its setting `thresholds`, `{name: {good, bad}}`, over the usual ones. Fails with `user` where a name or a number
 * is none, or where good and bad are the wrong way round.
 */
export function bandsOf({ thresholds }: Pick<Context, 'thresholds'>): Outcome<Bands> {
  const bands: Record<BandName, Band> = { ...USUAL_BANDS };
  for (const [key, saved] of Object.entries(asObject(thresholds))) {
    const name = BAND_NAMES.find((known) => known === key);
    if (name === undefined) {
      return wrong(`${JSON.stringify(key)} is not one of ${BAND_NAMES.join(', ')}`);
    }
    const usual = USUAL_BANDS[name];
    const { good = usual.good, bad = usual.bad } = asObject(saved);
    const band = { good: asNumber(good), bad: asNumber(bad) };
    if (typeof saved !== 'object' || band.good === null || band.bad === null || band.good < 0 || band.bad < 0) {
      return wrong(`${name} is ${JSON.stringify(saved)}, not {"good": number, "bad": number}`);
    }
    if (band.good === band.bad || band.bad > band.good !== usual.bad > usual.good) {
      return wrong(`${name}: good must be ${usual.bad > usual.good ? 'below' : 'above'} bad`);
    }
    bands[name] = { good: band.good, bad: band.bad };
  }
  return { ok: true, value: bands };
}

function wrong(what: string): Outcome<never> {
  return {
    ok: false,
    failure: failure('user', 400, `thresholds in the data source settings: ${what}.`, 'Correct them and save.'),
  };
}
