import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * A port on which nothing listens. It is none that the system gives to a client: while a program is down, a client that
 * connects to its port could get the same port, and so connect to itself.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false
  );
  server.close();
  return isFree ? port : freePort();
}

const started = new Set<ChildProcess>();
process.once('exit', () => started.forEach((child) => child.kill('SIGKILL')));

/** A server in a process of its own, which can be killed and started again. It ends with this process. */
export class Program {
  private child: ChildProcess | undefined;

  constructor(
    private readonly file: string,
    private readonly args: readonly string[]
  ) {}

  /** Starts it. It prints a line when it listens. */
  async start(): Promise<void> {
    // With the race detector, a race ends it.
    const env = { ...process.env, GORACE: 'halt_on_error=1' };
    const child = spawn(this.file, this.args, { stdio: 'pipe', env });
    this.child = child;
    started.add(child);
    // All but its log, which has each request that failed.
    createInterface(child.stderr).on('line', (line) => line.startsWith('{') || console.error(line));
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`${this.file} ended with ${String(code)}.`);
      }),
    ]);
    child.stdout.resume();
  }

  /** Ends it as `kill -9` does, and returns when it is gone. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  }

  /** Its memory in use and the most since it was started, in MB; 0 where the system does not tell. */
  memory(): { readonly now: number; readonly peak: number } {
    const status =
      process.platform === 'linux' ? readFileSync(`/proc/${this.child?.pid ?? 'self'}/status`, 'utf8') : '';
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
    return { now: read('VmRSS'), peak: read('VmHWM') };
  }

  /** The seconds for which it has used a processor; 0 where the system does not tell. */
  processorSeconds(): number {
    const stat = process.platform === 'linux' ? readFileSync(`/proc/${this.child?.pid ?? 'self'}/stat`, 'utf8') : '';
    // Those in user and in kernel mode, in hundredths. The name of the program before them may contain blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  }
}
