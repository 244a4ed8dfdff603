// Documents of 15 MB that are hard to read, in both hosts: a line for each, with its times and the most memory of a Go
// host of its own. Fails where that is over its bound, the hosts differ, or one breaks; without --untimed, where one
// takes too long too. With --short it runs one document of each kind.
import { parseArgs } from 'node:util';
import { runInBrowserHost } from '../browserHost';
import { compare } from '../findings';
import { runInGoHost } from '../goHost';
import { HOSTILE, ORDINARY, SMOKE } from '../hostile';

const MAX_MB = 500;
/** How long a document of 15 MB may take, milliseconds, and any other. */
const MAX_TIME = { hostile: 6000, ordinary: 2000 };
/** A host that takes longer is stopped. */
const TIMEOUT = 30_000;
/** A Go host with more ends. */
const END_MB = 6000;

const flag = { type: 'boolean', default: false } as const;
const { untimed, short, only } = parseArgs({
  options: { untimed: flag, short: flag, only: { type: 'string' } },
}).values;
let failed = 0;
console.log(`${'document'.padEnd(46)}   V8 ms   Go ms   Go MB`);
const all = [
  ...ORDINARY.map((one) => ({ ...one, maxTime: MAX_TIME.ordinary })),
  ...HOSTILE.map((one) => ({ ...one, maxTime: MAX_TIME.hostile })),
];
const chosen = all.filter(({ title }) => title.includes(only ?? '') && (!short || SMOKE.has(title)));
if (short && only === undefined && chosen.length !== SMOKE.size) {
  throw new Error('SMOKE names a document that is not there');
}
for (const { title, make, maxTime } of chosen) {
  const one = make();
  const [inGo] = await runInGoHost([one], { timeout: TIMEOUT, maxMB: END_MB });
  if (inGo === undefined) {
    continue;
  }
  const inBrowser = runInBrowserHost(one, TIMEOUT);
  const finding = compare(inBrowser, inGo);
  const problems = [
    ...(inGo.peakMB > MAX_MB ? [`over ${MAX_MB} MB`] : []),
    ...(!untimed && Math.max(inBrowser.milliseconds, inGo.milliseconds) > maxTime ? [`over ${maxTime} ms`] : []),
    ...(finding === null ? [] : [`${finding.kind}: ${finding.detail.slice(0, 300)}`]),
  ];
  failed += problems.length === 0 ? 0 : 1;
  const figures = [inBrowser.milliseconds, inGo.milliseconds, inGo.peakMB].map((figure) =>
    figure.toFixed(0).padStart(7)
  );
  console.log([title.padEnd(46), ...figures, problems.join('; ') || 'equal'].join(' '));
}
console.log(`${failed} of ${chosen.length} failed`);
process.exitCode = failed === 0 ? 0 : 1;
