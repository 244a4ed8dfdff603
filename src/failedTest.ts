import { Subject } from 'rxjs';

/** A failed Save & test. */
export interface FailedTest {
  readonly uid: string;
  readonly message: string;
  /** The setting to correct, by its name in the settings. */
  readonly setting: string;
}

/** Grafana gives the result of Save & test to no editor. The data source, which runs the test, reports it here. */
export const failedTests = new Subject<FailedTest>();

/** Reports an error of Save & test, if it is about a setting. */
export function reportFailedTest(uid: string, error: unknown): void {
  if (!(error instanceof Error) || !('details' in error)) {
    return;
  }
  const { details } = error;
  const setting = typeof details === 'object' && details !== null && 'setting' in details ? details.setting : '';
  if (typeof setting === 'string' && setting !== '') {
    failedTests.next({ uid, message: error.message, setting });
  }
}
