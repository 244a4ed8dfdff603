// What the backend does while its services and processes break: a line for each scenario, with its figures. Fails if a
// client hangs, gets an unclear error, gets no data after recovery, or sees a secret.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ClientPool } from './clientPool';
import { faultRows, runFaultMatrix } from './faults';
import { fleetSources, measureFleet } from './fleet';
import { freePort, Program } from './program';
import { LOGIN, LONG_TIMEOUTS, sourceOf, type Source } from './sources';
import { HUNG } from './consumers';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const {
  programs = '',
  minutes = '0',
  only,
  race,
  verbose,
} = parseArgs({
  options: { programs: text, minutes: text, only: text, race: flag, verbose: flag },
}).values;

/** Milliseconds that a scenario which repeats itself may take. It runs once at least. */
const DURATION = Number(minutes) * 60_000;
const CLIENTS = 50;
/** MB that the backend may hold, at any time; the race detector takes several times as much. */
const MAX_MB = race ? 5000 : 500;
/** MB by which what it holds may grow from the first half of a soak to its end. */
const MAX_GROWTH = race ? 500 : 50;
/** Milliseconds for which a killed program is down. */
const DOWN = 3000;
/** A login limit lasts a minute. */
const RECOVERY = HUNG + 60_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'peerlens-stress-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

interface Environment {
  readonly base: string;
  readonly backend: Program;
  readonly simulator: Program;
}

interface Outcome {
  readonly figures: string;
  readonly problems: Iterable<string>;
}

/** Runs a scenario in an environment of its own: simulated services, and the workbench with some data sources. */
async function inEnvironment(
  sourcesAt: (simulator: string) => readonly Source[],
  run: (environment: Environment, sources: readonly Source[]) => Promise<Outcome>,
  tokenLife = '15m'
): Promise<Outcome> {
  const [port, simulated] = [await freePort(), await freePort()];
  const sources = sourcesAt(`http://127.0.0.1:${simulated}`);
  const provisioning = path.join(folder, `${port}.yaml`);
  writeFileSync(provisioning, JSON.stringify({ datasources: sources.map(({ settings }) => settings) }));
  const [server, services] = ['server', 'simulator'].map((name) => path.join(programs, name));
  const simulator = new Program(services ?? '', ['-listen', `127.0.0.1:${simulated}`, '-token-life', tokenLife]);
  const flags = ['--exit-with-stdin', '--port', String(port), '--datasources', provisioning];
  const backend = new Program(server ?? '', flags);
  try {
    await Promise.all([simulator.start(), backend.start()]);
    const { figures, problems } = await run({ base: `http://127.0.0.1:${port}`, backend, simulator }, sources);
    const { peak } = backend.memory();
    const large = peak > MAX_MB ? [`the backend held ${peak.toFixed(0)} MB, more than ${MAX_MB}`] : [];
    return { figures: `${figures}; ${peak.toFixed(0)} MB at most`, problems: [...problems, ...large] };
  } finally {
    await Promise.all([simulator.kill(), backend.kill()]);
  }
}

const healthy = (url: string) => [
  sourceOf('calls', '100ms', url, LONG_TIMEOUTS),
  sourceOf('streams', 'storm', url, LONG_TIMEOUTS),
  sourceOf('login', 'storm', url, LOGIN),
];

function figuresOf({ answers, errors, unanswered }: ClientPool): string {
  const failed = [...errors.values()].reduce((sum, count) => sum + count, 0);
  return `${answers} answers, ${failed} of them errors, ${unanswered} unanswered`;
}

/** Kills a program again and again while clients query. Each of them must get data before and after. */
async function kill(environment: Environment, sources: readonly Source[], victim: Program): Promise<Outcome> {
  const pool = new ClientPool(environment.base, sources, CLIENTS);
  let kills = 0;
  for (const end = Date.now() + DURATION; (await pool.allGetData(RECOVERY)) && (kills === 0 || Date.now() < end);) {
    await victim.kill();
    await wait(DOWN);
    await victim.start();
    kills++;
  }
  await pool.stop();
  const { problems } = pool;
  if (victim !== environment.backend && pool.unanswered > 0) {
    problems.add(`${pool.unanswered} queries were not answered, though the backend ran`);
  }
  show(pool);
  return { figures: `${kills} kills; ${figuresOf(pool)}`, problems };
}

/** Clients query servers that never end an answer, and others query one that works. */
async function slowLoris({ base }: Environment, sources: readonly Source[]): Promise<Outcome> {
  const [working, ...slow] = sources;
  const victims = new ClientPool(base, slow, CLIENTS);
  const others = new ClientPool(base, working === undefined ? [] : [working], 5);
  let rounds = 0;
  for (const end = Date.now() + DURATION; (await others.allGetData(RECOVERY)) && Date.now() < end;) {
    rounds++;
  }
  for (const end = Date.now() + HUNG; victims.answers < CLIENTS && Date.now() < end;) {
    await wait(100);
  }
  await Promise.all([victims.stop(), others.stop()]);
  const problems = [...victims.problems, ...others.problems];
  const wrong = [...victims.errors.keys()].filter((error) => !/no answer in time/i.test(error));
  const late = victims.answers < CLIENTS ? ['the slow servers held up their clients'] : [];
  show(victims);
  return {
    figures: `${rounds + 1} rounds; slow ${figuresOf(victims)}; beside them ${figuresOf(others)}`,
    problems: [...problems, ...late, ...wrong, ...others.errors.keys()],
  };
}

/** Storm allows five logins a minute, so that tokens of 5 s last for half of it. Nothing else may fail. */
async function soak({ base, backend }: Environment, sources: readonly Source[]): Promise<Outcome> {
  const pool = new ClientPool(base, sources, 10);
  const held: number[] = [];
  await pool.allGetData(RECOVERY);
  for (const end = Date.now() + Math.max(DURATION, 6_000); Date.now() < end; await wait(1000)) {
    held.push(backend.memory().now);
  }
  await pool.allGetData(RECOVERY);
  await pool.stop();
  const problems = [...pool.problems, ...[...pool.errors.keys()].filter((error) => !error.includes('login limit'))];
  const most = (values: readonly number[]) => values.reduce((max, value) => Math.max(max, value), 0);
  const [early, late] = [held.slice(0, held.length / 2), held.slice(held.length * 0.75)].map(most);
  if (DURATION > 0 && (late ?? 0) > (early ?? 0) + MAX_GROWTH) {
    problems.push(`the backend held ${early} MB in the first half and ${late} MB at the end`);
  }
  show(pool);
  const memory = `${held[0]?.toFixed(0)} MB at first, ${early?.toFixed(0)} in the first half, ${late?.toFixed(0)} at last`;
  return { figures: `${figuresOf(pool)}; ${memory}`, problems };
}

function show({ errors }: ClientPool): void {
  if (verbose) {
    errors.forEach((count, error) => console.log(`  ${count} x ${error}`));
  }
}

const SCENARIOS: Readonly<Record<string, () => Promise<Outcome>>> = {
  faults: () =>
    inEnvironment(
      (simulator) => faultRows(simulator).map(({ source }) => source),
      async ({ base }, sources) => {
        const rows = faultRows('').map(({ fault }, i) => ({ fault, source: sources[i] }));
        const known = rows.flatMap(({ fault, source }) => (source === undefined ? [] : [{ fault, source }]));
        const log = (line: string) => verbose && console.log(`  ${line}`);
        const { cells, problems } = await runFaultMatrix(base, known, log);
        return { figures: `${cells} errors read`, problems };
      }
    ),
  'kill-backend': () =>
    inEnvironment(healthy, (environment, sources) => kill(environment, sources, environment.backend)),
  'kill-upstream': () =>
    inEnvironment(healthy, (environment, sources) => kill(environment, sources, environment.simulator)),
  'slow-loris': () =>
    inEnvironment((url) => {
      const slow = { jsonData: { timeout: 1 } };
      return [
        sourceOf('working', 'storm', url, LONG_TIMEOUTS),
        sourceOf('slow-calls', '100ms', `${url}/faults/slow`, slow),
        sourceOf('slow-streams', 'storm', `${url}/faults/slow`, slow),
      ];
    }, slowLoris),
  soak: () => inEnvironment(healthy, soak, '5s'),
  fleet: () =>
    inEnvironment(fleetSources, async ({ base, backend }) => ({
      figures: await measureFleet(base, backend),
      problems: [],
    })),
};

// The fleet breaks nothing: it is there to be measured.
const chosen = Object.entries(SCENARIOS).filter(([name]) => (only === undefined ? name !== 'fleet' : name === only));
for (const [name, scenario] of chosen) {
  const began = Date.now();
  const { figures, problems } = await scenario();
  const all = [...problems];
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`${all.length === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s): ${figures}`);
  all.slice(0, 50).forEach((problem) => console.log(`  ${problem}`));
  process.exitCode = all.length > 0 ? 1 : process.exitCode;
}
if (chosen.length === 0) {
  throw new Error(`There is no ${only}: choose ${Object.keys(SCENARIOS).join(', ')}.`);
}
