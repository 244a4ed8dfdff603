// The pair fuzzer: changes shared cases, runs each in both hosts, and prints what is wrong with their replies.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { caseNames, readCase, readNamedCase, type Case } from '../../testdata/cases';
import { formatJson } from '../../testdata/formatJson';
import { runInBrowserHost } from '../browserHost';
import { compare, type Finding } from '../findings';
import { runInGoHost } from '../goHost';
import { growthOf, measureGrowth } from '../growth';
import { mutate } from '../mutate';
import { Random } from '../random';

const TIMEOUT = 10_000;
/** How many cases one Go process runs. */
const BATCH = 50;

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
const base = caseNames()
  .map(readNamedCase)
  .filter(({ answers }) => answers.every(({ fault }) => fault !== 'internal'));
const sizes = new Map(base.map((one) => [one, JSON.stringify(one).length]));
const averageSize = [...sizes.values()].reduce((sum, size) => sum + size, 0) / base.length;
const found = new Map<string, number>();

function randomOf(run: number): Random {
  return new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b));
}

/** Picks large cases less often, so that they do not take most of the time. */
function pickBase(random: Random): Case {
  const one = random.pick(base);
  return random.chance(averageSize / (sizes.get(one) ?? averageSize)) ? one : pickBase(random);
}

/** Counts a finding. The first of its kind is printed, with the file of its case. */
function report({ kind, detail }: Finding, run: number, one: Case): void {
  const count = (found.get(kind) ?? 0) + 1;
  found.set(kind, count);
  if (count > 1) {
    return;
  }
  const folder = path.join(os.tmpdir(), 'peerlens-findings');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${seed}-${run}.json`);
  const title = `${kind} (seed ${seed}, run ${run})`;
  writeFileSync(file, formatJson({ ...one, title }));
  console.log(`\n${title}\n${detail.slice(0, 1500)}\nnpm run fuzz -- --replay ${file}`);
}

async function findingsOf(cases: readonly Case[], isCached: boolean): Promise<ReadonlyArray<Finding | null>> {
  const running = runInGoHost(cases, { timeout: TIMEOUT, isCached });
  const inBrowser = cases.map((one) => runInBrowserHost(one, TIMEOUT));
  const inGo = await running;
  return inBrowser.map((reply, i) => compare(reply, inGo[i] ?? { crash: 'no reply', milliseconds: 0 }));
}

/** Runs batches of changed cases, each fourth from the cache too. Returns how many cases it ran. */
async function fuzz(): Promise<number> {
  let next = 0;
  while (next < maxRuns && performance.now() < end) {
    const first = next;
    const cases = Array.from({ length: Math.min(BATCH, maxRuns - first) }, (_, i) => {
      const random = randomOf(first + i);
      return mutate(pickBase(random), random, base);
    });
    const findings = await findingsOf(cases, (first / BATCH) % 4 === 0);
    cases.forEach((one, i) => findings[i] && report(findings[i], first + i, one));
    next += cases.length;
  }
  return next;
}

async function fuzzGrowth(): Promise<number> {
  let run = 0;
  for (; run < maxRuns && performance.now() < end; run++) {
    const random = randomOf(run);
    const growth = growthOf(random.pick(base), random);
    const finding = growth === null ? null : await measureGrowth(growth);
    if (growth !== null && finding !== null) {
      report(finding, run, growth.grown(100));
    }
  }
  return run;
}

if (given.replay === undefined) {
  const began = performance.now();
  const count = await (given.growth ? fuzzGrowth() : fuzz());
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `${count} ${given.growth ? 'growths' : 'cases'} from seed ${seed} in ${seconds} s: ${found.size} findings`
  );
  [...found].sort(([, a], [, b]) => b - a).forEach(([kind, count]) => console.log(`  ${count} x ${kind}`));
} else {
  const [finding] = await findingsOf([readCase(given.replay)], true);
  if (finding) {
    report(finding, 0, readCase(given.replay));
  } else {
    console.log('Both hosts give the same, and nothing is wrong with it.');
  }
}
process.exitCode = found.size > 0 ? 1 : 0;
