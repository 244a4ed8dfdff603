import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A server in a process of its own, which can be killed and started again. It ends with this process. */
export class Program {
  private child: ChildProcess | undefined;

  constructor(
    private readonly file: string,
    private readonly args: readonly string[]
  ) {
    process.once('exit', () => this.child?.kill('SIGKILL'));
  }

  /** Starts it. It prints a line when it listens. */
  async start(): Promise<void> {
    const child = spawn(this.file, this.args, { stdio: 'pipe' });
    this.child = child;
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
}
