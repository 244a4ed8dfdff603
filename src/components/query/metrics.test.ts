import { metricOptions, unavailableMetrics, type Selection } from './metrics';

const ALL: Selection = { sides: [], kinds: [], metrics: [] };

function offered(chosen: Partial<Selection>) {
  return metricOptions({ ...ALL, ...chosen }).map(({ value }) => value);
}

test('the options are the metrics that the selected sides and kinds report', () => {
  expect(offered({})).toHaveLength(7);
  expect(offered({ sides: ['subscriber'], kinds: ['video'] })).toEqual(['bitrate', 'fps', 'freeze_count']);
  expect(offered({ kinds: ['audio'] })).toEqual([
    'bitrate',
    'packet_loss_percent',
    'rtt_ms',
    'jitter_ms',
    'concealed_samples',
  ]);
});

test('a variable may stand for anything', () => {
  expect(offered({ sides: ['$side'], kinds: ['audio'] })).toContain('jitter_ms');
  expect(unavailableMetrics({ sides: [], kinds: [], metrics: ['$metric', '${metric:csv}', '[[metric]]'] })).toEqual([]);
});
