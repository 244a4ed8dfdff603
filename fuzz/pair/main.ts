// The pair fuzzer: changes shared cases, runs each in both hosts, and prints what is wrong with their answers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { caseNames, readCase, readNamedCase, type Case } from '../../testdata/cases';
import { formatJson } from '../../testdata/formatJson';
import { caseOf, draftOf, type Draft } from '../draft';
import { runPair, type Finding } from '../findings';
import { buildGoHost, GoHost } from '../goHost';
import { growthOf, measureGrowth } from '../growth';
import { mutate } from '../mutate';
import { Random } from '../random';
import { shrink } from '../shrink';

const TIMEOUT = 10_000;
const GROWTH_TIMEOUT = 20_000;
/** How many cases are under way at once: enough for the Go host's two workers never to wait. */
const IN_FLIGHT = 6;
const SHRINK_TIME = 4000;
const MAX_SHRUNK = 40;

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
    growth: { type: 'boolean', default: false },
    replay: { type: 'string' },
  },
});
const seed = Number(given.seed ?? Math.floor(Math.random() * 2 ** 31));
const maxRuns = Number(given.runs ?? Infinity);
const end = performance.now() + 1000 * Number(given.seconds ?? Infinity);

const temporary = mkdtempSync(path.join(os.tmpdir(), 'peerlens-fuzz-'));
const program = buildGoHost(temporary);
const shared = new GoHost(program, TIMEOUT, 2);
const alone = new GoHost(program, TIMEOUT);
const quiet = new GoHost(program, GROWTH_TIMEOUT);
const found = new Map<string, number>();
const base = caseNames()
  .map(readNamedCase)
  .map(draftOf)
  .filter(({ answers }) => answers.every(({ fault }) => fault !== 'broken'));

function randomOf(run: number): Random {
  return new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b));
}

/** A case is run alone once more where it broke, as its neighbour may have ended the host, or taken the time. */
async function findingOf(one: Case, again: boolean): Promise<Finding | null> {
  const finding = await runPair(one, shared, TIMEOUT, again);
  return finding?.kind.includes(' broke') ? runPair(one, alone, TIMEOUT) : finding;
}

async function report(finding: Finding, run: number, draft: Draft): Promise<void> {
  const count = (found.get(finding.kind) ?? 0) + 1;
  found.set(finding.kind, count);
  if (count > 1) {
    return;
  }
  const fails = async (candidate: Draft) => (await runPair(caseOf(candidate), alone, TIMEOUT))?.kind === finding.kind;
  const isShrunk = found.size <= MAX_SHRUNK && !finding.kind.startsWith('growth');
  const smallest = isShrunk ? await shrink(draft, fails, SHRINK_TIME) : draft;
  const folder = path.join(os.tmpdir(), 'peerlens-findings');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${seed}-${run}.json`);
  const one = { ...caseOf(smallest), title: `${finding.kind} (seed ${seed}, run ${run})` };
  writeFileSync(file, formatJson(one));
  const words = JSON.stringify({ query: one.query, settings: one.settings, answers: one.answers });
  console.log(
    `\n${one.title}\n${finding.detail.slice(0, 1500)}\n${words.slice(0, 1500)}\nnpm run fuzz -- --replay ${file}`
  );
}

let next = 0;
async function fuzz(): Promise<void> {
  while (next < maxRuns && performance.now() < end) {
    const run = next++;
    const random = randomOf(run);
    const draft = mutate(random.pick(base), random, base);
    const finding = await findingOf(caseOf(draft), run % 4 === 0);
    if (finding !== null) {
      await report(finding, run, draft);
    }
  }
}

async function fuzzGrowth(): Promise<void> {
  while (next < maxRuns && performance.now() < end) {
    const run = next++;
    const random = randomOf(run);
    const growth = growthOf(random.pick(base), random);
    const finding = growth === null ? null : await measureGrowth(growth, quiet);
    if (growth !== null && finding !== null) {
      await report(finding, run, growth.grown(100));
    }
  }
}

if (given.replay === undefined) {
  const began = performance.now();
  if (given.growth) {
    await fuzzGrowth();
  } else {
    await Promise.all(Array.from({ length: IN_FLIGHT }, fuzz));
  }
  const seconds = (performance.now() - began) / 1000;
  const what = given.growth ? 'growths' : 'cases';
  console.log(`${next} ${what} from seed ${seed} in ${seconds.toFixed(0)} s: ${found.size} findings`);
  [...found].sort(([, a], [, b]) => b - a).forEach(([kind, count]) => console.log(`  ${count} x ${kind}`));
} else {
  const finding = await runPair(readCase(given.replay), alone, TIMEOUT);
  found.set(finding?.kind ?? '', finding === null ? 0 : 1);
  console.log(
    finding === null ? 'Both hosts give the same, and nothing is wrong with it.' : `${finding.kind}\n${finding.detail}`
  );
}
[shared, alone, quiet].forEach((host) => host.close());
rmSync(temporary, { recursive: true });
process.exitCode = [...found.values()].some((count) => count > 0) ? 1 : 0;
