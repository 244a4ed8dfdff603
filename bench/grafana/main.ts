// What a query costs in a Grafana on this machine: GRAFANA_URL=http://admin:admin@localhost:3000. Where it has the Infinity data source, that
// is measured too, in turn, on the same documents. Each query is for a peer that none before was for, unless it says `again`.
import { INFINITY, PEERLENS, type Contender } from './contenders';
import { SIZES, valuesIn, type Size } from './documents';
import { Grafana } from './grafana';
import { Program } from './program';
import { Service } from './service';

const ROUNDS = { small: 31, large: 3 };
const AGAIN = 11;
const [PANELS, VIEWERS] = [10, 5];

interface Measured {
  readonly milliseconds: number;
  /** Of the plugin's process. */
  readonly processor: number;
  readonly peak: number;
}

const grafana = new Grafana(process.env.GRAFANA_URL ?? '');
const service = new Service();
const url = await service.start();
try {
  const contenders: Contender[] = [PEERLENS, INFINITY];
  const present = await Promise.all(
    contenders.map(async (contender) => ((await grafana.has(contender)) ? [contender] : []))
  );
  const made = await Promise.all(
    present.flat().map(async (contender) => ({ contender, uid: await grafana.make(contender, url) }))
  );
  for (const size of Object.values(SIZES)) {
    await compare(made, size);
  }
  for (const one of made) {
    await share(one);
  }
} finally {
  service.stop();
}

interface Made {
  readonly contender: Contender;
  readonly uid: string;
}

/** Prints what a query takes of each data source, and the first's over the second's. */
async function compare(made: readonly Made[], size: Size): Promise<void> {
  const all = made.map((): Measured[] => []);
  for (let round = 0; round <= ROUNDS[size.name as keyof typeof ROUNDS]; round++) {
    for (const [i, one] of made.entries()) {
      const measured = await measure(one, size, `${size.name}-${one.contender.name}-${round}`);
      // The first warms both up.
      if (round > 0) {
        all[i]?.push(measured);
      }
    }
  }
  console.log(`${size.name}: ${service.bytesOf(size.name)} bytes, ${valuesIn(size)} values`);
  made.forEach(({ contender }, i) => {
    const of = (pick: (one: Measured) => number) => median((all[i] ?? []).map(pick)).toFixed(1);
    const time = of(({ milliseconds }) => milliseconds);
    // Linux counts it in steps of ten: their mean tells what is less.
    const processor = mean((all[i] ?? []).map((one) => one.processor)).toFixed(1);
    console.log(
      `  ${contender.name}: ${time} ms a query, ${processor} ms on the processor, ${of(({ peak }) => peak)} MB at most`
    );
  });
  const [ours = [], theirs = []] = all;
  if (theirs.length > 0) {
    const ratios = ours.map(({ milliseconds }, i) => milliseconds / (theirs[i]?.milliseconds ?? NaN));
    console.log(`  ${size.name}-vs-infinity: ${median(ratios).toFixed(2)} x`);
  }
  const [first] = made;
  if (first?.contender === PEERLENS) {
    const again: number[] = [];
    for (let round = 0; round < AGAIN; round++) {
      again.push((await measure(first, size, `${size.name}-peerlens-1`)).milliseconds);
    }
    console.log(`  peerlens again: ${median(again).toFixed(1)} ms`);
  }
}

async function measure({ contender, uid }: Made, size: Size, peer: string): Promise<Measured> {
  const program = Program.find(contender.program);
  program?.forgetPeak();
  const [before, began] = [program?.processor() ?? NaN, performance.now()];
  const numbers = await grafana.query(uid, contender.type, contender.query(url, peer));
  const milliseconds = performance.now() - began;
  if (numbers !== valuesIn(size)) {
    throw new Error(`${contender.name} answered ${numbers} numbers of ${valuesIn(size)}`);
  }
  return { milliseconds, processor: (program?.processor() ?? NaN) - before, peak: program?.peak() ?? NaN };
}

/** Prints how many requests leave for a dashboard of panels on one peer that several people open at once. */
async function share({ contender, uid }: Made): Promise<void> {
  const times = Array.from({ length: PANELS * VIEWERS });
  const peer = `small-${contender.name}-shared`;
  const asked = service.requests;
  await Promise.all(times.map(() => grafana.query(uid, contender.type, contender.query(url, peer))));
  console.log(
    `${PANELS} panels x ${VIEWERS} viewers, ${contender.name}: ${service.requests - asked} upstream requests`
  );
  if (contender === PEERLENS) {
    const [params, before] = [{ session_id: 'session', peer_id: `${peer}-browser` }, service.requests];
    await Promise.all(times.map(() => grafana.fetchResource(uid, [{ route: 'peerStats', params }])));
    console.log(`the same in browsers, ${contender.name}: ${service.requests - before} upstream requests`);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
