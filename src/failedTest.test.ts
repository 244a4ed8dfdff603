import { failedTests, reportFailedTest, type FailedTest } from './failedTest';

it('reports a failed test that is about a setting, and no other error', () => {
  const reported: FailedTest[] = [];
  failedTests.subscribe((test) => reported.push(test));
  const about = (details: unknown) => Object.assign(new Error('The URL is missing.'), { details });
  [about({ setting: 'url' }), about({ setting: '' }), about(null), new Error('offline'), 'offline'].forEach((error) =>
    reportFailedTest('uid', error)
  );
  expect(reported).toEqual([{ uid: 'uid', message: 'The URL is missing.', setting: 'url' }]);
});
