import { Subject } from 'rxjs';

/** A failed Save & test. */
export interface FailedHealthCheck {
  readonly uid: string;
  readonly message: string;
  /** The setting to correct, by its name in the settings. */
  readonly setting: string;
}

/** Grafana gives the result of Save & test to no editor. The data source, which runs the test, reports it here. */
export const failedHealthChecks = new Subject<FailedHealthCheck>();

/** What Grafana's `testDatasource` rejects with, if the backend answered. */
interface Rejection {
  readonly message?: unknown;
  readonly error?: { readonly details?: { readonly setting?: unknown } | null };
}

/** Reports why Save & test failed, if it is about a setting. */
export function reportFailedHealthCheck(uid: string, rejection: unknown): void {
  const { message, error } = (rejection ?? {}) as Rejection;
  const setting = error?.details?.setting;
  if (typeof message === 'string' && typeof setting === 'string' && setting !== '') {
    failedHealthChecks.next({ uid, message, setting });
  }
}
