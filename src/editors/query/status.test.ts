import { statusOf } from './status';

const DONE = { refId: 'A', sessionId: 's', peerIds: ['p'] };

test('a finished query has nothing to say', () => {
  expect(statusOf(DONE, '100ms')).toBe('');
});

test('an unfinished one says all that is missing', () => {
  expect(statusOf({ refId: 'A', queryType: 'journal', app: 'live' }, 'storm')).toBe(
    'Not finished: Stream is missing; Substream is missing.'
  );
  expect(statusOf({ refId: 'A' }, '100ms')).toBe('Not finished: Session is missing.');
  expect(statusOf({ ...DONE, format: 'numeric' }, '100ms')).toBe(
    'Not finished: Metrics: numeric takes exactly one, and 0 are chosen.'
  );
});

test('a variable finishes a query', () => {
  expect(statusOf({ refId: 'A', sessionId: '$session', peerIds: ['${peer}'] }, '100ms')).toBe('');
});

test('a metric that cannot be had is said', () => {
  const query = { ...DONE, sides: ['subscriber'], kinds: ['video'], metrics: ['rtt_ms', 'fps'] };
  expect(statusOf(query, '100ms')).toBe('None of the chosen sides and kinds reports rtt_ms.');
});

test('numeric with two metrics asks for one', () => {
  expect(statusOf({ ...DONE, format: 'numeric', metrics: ['fps', 'bitrate'] }, '100ms')).toBe(
    'Numeric takes exactly one metric, and 2 are chosen: fps, bitrate.'
  );
});

test('a query of another service or of no known type asks for another', () => {
  expect(statusOf({ refId: 'A', queryType: 'substream' }, '100ms')).toBe(
    'This data source does not answer Substreams. Choose what to ask it.'
  );
  expect(statusOf({ refId: 'A', queryType: 'mos' }, 'demo')).toBe(
    'This data source does not answer "mos". Choose what to ask it.'
  );
});

it('stays short for any number of metrics', () => {
  const metrics = Array.from({ length: 10_000 }, (_, i) => `metric\n${i}`);
  const status = statusOf({ refId: 'A', queryType: 'peerStats', sessionId: 's1', metrics }, '100ms');
  expect(status.length).toBeLessThan(1_000);
  expect(status).not.toContain('\n');
});
