import type { SubstreamValues } from './substream';
import { verdictOn } from './verdict';

const PUBLISHED: SubstreamValues = { state: 'PUBLISHED' };

test.each<[string, SubstreamValues, string]>([
  [
    'what is bad about a critical one',
    {
      ...PUBLISHED,
      healthGrade: 'Critical',
      avSync: -6.31,
      avSyncGrade: 'Critical',
      streamLag: 4,
      streamLagGrade: 'Good',
    },
    'Critical: audio and video 6.3 s apart.',
  ],
  [
    'all that is bad',
    {
      ...PUBLISHED,
      healthGrade: 'Bad',
      fpsDev: 12,
      fpsDevGrade: 'Bad',
      keyFrameInterval: 9,
      keyFrameIntervalGrade: 'Bad',
    },
    'Bad: key frames 9 s apart, frame rate 12 off.',
  ],
  [
    'what is bad about a good one',
    { ...PUBLISHED, healthGrade: 'Good', streamLag: 4, streamLagGrade: 'Bad' },
    'Good, but 4 s behind real time.',
  ],
  [
    'nothing more of a good one',
    { ...PUBLISHED, healthGrade: 'Very Good', avSyncGrade: 'Good', avSync: 0 },
    'Very Good.',
  ],
  ['that no measure shows why', { ...PUBLISHED, healthGrade: 'Bad' }, 'Bad: Storm grades no single measure as bad.'],
  [
    'that there is no data',
    { ...PUBLISHED, healthGrade: 'No Data', avSyncGrade: 'Critical', avSync: 3 },
    'Not judged: Storm has no data.',
  ],
  ['that it is not published', { state: 'STOPPED', healthGrade: 'Good' }, 'Not published: STOPPED.'],
])('says %s', (_, values, verdict) => {
  expect(verdictOn(values)).toBe(verdict);
});
