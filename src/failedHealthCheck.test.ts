import { failedHealthChecks, reportFailedHealthCheck, type FailedHealthCheck } from './failedHealthCheck';

it('reports a failed test that is about a setting, and no other error', () => {
  const reported: FailedHealthCheck[] = [];
  failedHealthChecks.subscribe((test) => reported.push(test));
  const message = 'The URL is missing.';
  const about = (details: unknown) => ({
    status: 'error',
    message,
    error: Object.assign(new Error(message), { details }),
  });
  [about({ setting: 'url' }), about({ setting: '' }), about(null), new Error('offline'), 'offline', undefined].forEach(
    (rejection) => reportFailedHealthCheck('uid', rejection)
  );
  expect(reported).toEqual([{ uid: 'uid', message, setting: 'url' }]);
});
