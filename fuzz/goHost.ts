import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Reply } from './browserHost';
import type { Case } from '../testdata/cases';

/** What fuzz/gohost answers. */
interface GoReply {
  readonly id: number;
  readonly result?: unknown;
  readonly complaint?: string;
  readonly panic?: string;
  readonly again?: unknown;
  readonly milliseconds: number;
  readonly peakMB: number;
}

interface Options {
  /** Has the case run again, from what was kept of the first time. */
  readonly again?: boolean;
  /** Leaves the frames out of the reply. */
  readonly quiet?: boolean;
}

/** Longer texts go to the host in a file. */
const LONGEST_LINE = 1e6;
/** How much longer than the timeout the host may take to answer before it is killed. */
const PATIENCE = 10_000;

/** Builds fuzz/gohost into a folder; gives its path. */
export function buildGoHost(folder: string): string {
  const program = path.join(folder, process.platform === 'win32' ? 'gohost.exe' : 'gohost');
  execFileSync('go', ['build', '-o', program, './fuzz/gohost'], { stdio: 'inherit' });
  return program;
}

/** The Go host in a process of its own, started again after a case that ended it. */
export class GoHost {
  private child: ChildProcessByStdio<Writable, Readable, Readable> | null = null;
  private readonly waiting = new Map<number, { done: (reply: GoReply | string) => void; began: number }>();
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'peerlens-gohost-'));
  private last = 0;

  constructor(
    private readonly program: string,
    private readonly timeout: number,
    private readonly workers = 1,
    private readonly maxMB = 4096
  ) {}

  async run(one: Case, { again = false, quiet = false }: Options = {}): Promise<Reply & { readonly peakMB: number }> {
    const id = ++this.last;
    const files: string[] = [];
    const answers = one.answers.map((answer, i) => {
      if ((answer.text?.length ?? 0) <= LONGEST_LINE) {
        return answer;
      }
      const file = path.join(this.folder, `${id}-${i}`);
      writeFileSync(file, answer.text ?? '');
      files.push(file);
      return { ...answer, text: undefined, file };
    });
    const began = performance.now();
    const reply = await this.send({ id, again, quiet, case: { ...one, answers } });
    files.forEach((file) => rmSync(file));
    if (typeof reply === 'string') {
      return {
        broke: reply,
        milliseconds: performance.now() - began,
        peakMB: reply.includes('resident') ? this.maxMB : 0,
      };
    }
    const { result, complaint, panic, again: other, milliseconds, peakMB } = reply;
    const isCancelled = milliseconds >= this.timeout;
    const kept = other === undefined ? undefined : `from what was kept: ${JSON.stringify(other)}`;
    return { result, broke: isCancelled ? 'timed out' : panic, complaint: complaint ?? kept, milliseconds, peakMB };
  }

  close(): void {
    this.child?.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private send(request: Options & { readonly id: number; readonly case: object }): Promise<GoReply | string> {
    this.child ??= this.start();
    const { stdin } = this.child;
    return new Promise((resolve) => {
      this.waiting.set(request.id, { done: resolve, began: performance.now() });
      stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  private start() {
    const args = ['-workers', `${this.workers}`, '-timeout', `${this.timeout}ms`, '-max-mb', `${this.maxMB}`];
    const child = spawn(this.program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    // What the host logs is of use only where it ends.
    child.stderr.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-20_000)));
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const reply = JSON.parse(line) as GoReply;
      this.waiting.get(reply.id)?.done(reply);
      this.waiting.delete(reply.id);
    });
    const watch = setInterval(() => {
      const since = Math.min(...[...this.waiting.values()].map(({ began }) => began));
      if (performance.now() - since > this.timeout + PATIENCE) {
        printed += 'killed, as it did not answer';
        child.kill('SIGKILL');
      }
    }, 200).unref();
    child.on('close', () => {
      clearInterval(watch);
      this.child = null;
      const left = [...this.waiting.values()];
      this.waiting.clear();
      left.forEach(({ done }) => done(`the Go host ended: ${printed.slice(-2000)}`));
    });
    return child;
  }
}
