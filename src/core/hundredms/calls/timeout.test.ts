import { timeoutFailure, timeoutWarnings } from './timeout';

const PROGRESS = { seconds: 25, peers: 34, read: 12, late: 20 };

it('counts the peers without a response in time, and does not count failed peers as read', () => {
  expect(timeoutWarnings(PROGRESS)).toEqual([
    '12 of 34 peers were read within 25 s; 20 left out. Ask again to go on from there: what was read is kept.',
  ]);
  expect(timeoutFailure(PROGRESS)).toMatchObject({
    source: 'upstream',
    status: 504,
    message:
      "12 of 34 peers were read within 25 s. No partial result is returned, because an alert would treat it as complete. The next evaluation continues from there. If this keeps happening, raise callsTimeout in the data source settings, with Grafana's evaluation_timeout above it, name rooms or shorten the range.",
  });
});

it('adds nothing if every peer had a response', () => {
  const complete = { ...PROGRESS, read: 32, late: 0 };
  expect(timeoutWarnings(complete)).toEqual([]);
  expect(timeoutFailure(complete)).toBeNull();
});
