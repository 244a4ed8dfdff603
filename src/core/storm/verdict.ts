import type { SubstreamColumnName } from '../measurements/stormColumns';
import { NO_DATA } from './metricValue';
import type { SubstreamValues } from './substream';

/** The measures that Storm grades, and how a person would say a bad one. */
const MEASURES: ReadonlyArray<{
  readonly value: SubstreamColumnName;
  readonly grade: SubstreamColumnName;
  readonly describe: (value: string) => string;
}> = [
  { value: 'avSync', grade: 'avSyncGrade', describe: (seconds) => `audio and video ${seconds} s apart` },
  { value: 'streamLag', grade: 'streamLagGrade', describe: (seconds) => `${seconds} s behind real time` },
  { value: 'keyFrameInterval', grade: 'keyFrameIntervalGrade', describe: (seconds) => `key frames ${seconds} s apart` },
  { value: 'fpsDev', grade: 'fpsDevGrade', describe: (frames) => `frame rate ${frames} off` },
];

const UNHEALTHY: readonly unknown[] = ['Bad', 'Critical'];

/** Returns in a sentence how a substream is by Storm's own grades, and why: `Critical: audio and video 6.3 s apart.` */
export function verdictOn(values: SubstreamValues): string {
  const { state, healthGrade: grade } = values;
  if (typeof state === 'string' && state !== '' && state !== 'PUBLISHED') {
    return `Not published: ${state}.`;
  }
  if (typeof grade !== 'string' || grade === '' || grade === NO_DATA) {
    return 'Not judged: Storm has no data.';
  }
  const faults = MEASURES.flatMap((measure) => {
    const value = values[measure.value];
    return typeof value === 'number' && UNHEALTHY.includes(values[measure.grade])
      ? measure.describe(String(Math.round(Math.abs(value) * 10) / 10))
      : [];
  });
  if (faults.length > 0) {
    return `${grade}${UNHEALTHY.includes(grade) ? ': ' : ', but '}${faults.join(', ')}.`;
  }
  return UNHEALTHY.includes(grade) ? `${grade}: Storm grades no single measure as bad.` : `${grade}.`;
}
