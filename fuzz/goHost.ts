import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Case } from '../testdata/cases';
import type { Reply } from './browserHost';

/** What fuzz/gohost replies. */
interface GoReply extends Reply {
  readonly peakMB: number;
}

interface Options {
  /** How long a case may run, milliseconds. */
  readonly timeout: number;
  /** Runs each case once more, from the cache. */
  readonly isCached?: boolean;
  /** Leaves the frames out of the replies. */
  readonly isQuiet?: boolean;
  readonly maxMB?: number;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'peerlens-gohost-'));
const program = path.join(folder, 'gohost');
execFileSync('go', ['build', '-o', program, './fuzz/gohost'], { stdio: 'inherit' });
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let processes = 0;

/** Runs cases in the Go host, one after the other in one process, and those after a case that ended it in another. */
export async function runInGoHost(cases: readonly Case[], options: Options): Promise<readonly GoReply[]> {
  const { timeout, isCached = false, isQuiet = false, maxMB = 4096 } = options;
  const args = [`-timeout=${timeout}ms`, `-cached=${isCached}`, `-quiet=${isQuiet}`, `-max-mb=${maxMB}`];
  const of = path.join(folder, String(processes++));
  const [input, output, log] = [`${of}.in`, `${of}.out`, `${of}.log`];
  writeFileSync(input, cases.map((one) => JSON.stringify(one)).join('\n'));
  // Files, as the host must not wait while this process is busy with the same cases.
  const files = [openSync(input, 'r'), openSync(output, 'w'), openSync(log, 'w')];
  await once(spawn(program, args, { stdio: files }), 'close');
  files.forEach((file) => closeSync(file));
  const lines = readFileSync(output, 'utf8').split('\n').slice(0, -1);
  const replies = lines.map((line) => JSON.parse(line) as GoReply);
  const crash = `the Go host ended: ${readFileSync(log, 'utf8').slice(-2000)}`;
  [input, output, log].forEach((file) => rmSync(file));
  if (replies.length === cases.length) {
    return replies;
  }
  const ended = { crash, milliseconds: timeout, peakMB: crash.includes('resident') ? maxMB : 0 };
  return [...replies, ended, ...(await runInGoHost(cases.slice(replies.length + 1), options))];
}
