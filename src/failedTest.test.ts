import { failedTests, reportFailedTest, type FailedTest } from './failedTest';

it('reports a failed test that is about a setting, and no other error', () => {
  const reported: FailedTest[] = [];
  failedTests.subscribe((test) => reported.push(test));
  const message = 'The URL is missing.';
  const about = (details: unknown) => ({
    status: 'error',
    message,
    error: Object.assign(new Error(message), { details }),
  });
  [about({ setting: 'url' }), about({ setting: '' }), about(null), new Error('offline'), 'offline', undefined].forEach(
    (rejection) => reportFailedTest('uid', rejection)
  );
  expect(reported).toEqual([{ uid: 'uid', message, setting: 'url' }]);
});
