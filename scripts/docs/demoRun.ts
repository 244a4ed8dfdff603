import { execFileSync } from 'node:child_process';
import type { Frame, Route } from '../../src/core';

/** The instant at which the queries of the docs run: the demo gives the same for one instant. */
const INSTANT = '2026-01-15T09:45:00Z';

export interface DemoRun {
  readonly frames: readonly Frame[];
  /** The route of each request, sorted. */
  readonly routes: readonly Route[];
}

/** Runs queries on the demo. */
export function runOnDemo(queries: readonly object[]): readonly DemoRun[] {
  const input = JSON.stringify(queries);
  const printed = execFileSync('go', ['run', './scripts/docs/demo', INSTANT], { input, maxBuffer: 2 ** 28 });
  return JSON.parse(printed.toString()) as readonly DemoRun[];
}
