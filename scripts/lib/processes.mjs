import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './root.mjs';
import { Trouble } from './trouble.mjs';

const isWindows = process.platform === 'win32';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const running = new Set();
let isEnding = false;

for (const signal of SIGNALS) {
  process.on(signal, () => void end(signal));
}

// npm passes a signal on to the shell it started, and that shell keeps it: a script whose shell is gone has been told to end.
if (process.env.npm_lifecycle_event !== undefined && !isWindows) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && void end('SIGTERM'), 500).unref();
}

/** Ends all that was started, then this process as its signal would have. */
async function end(signal) {
  if (isEnding) {
    return;
  }
  isEnding = true;
  await Promise.all([...running].map(stop));
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** Asks a process to end; what is left of its group after five seconds, or after its own end, is killed. */
async function stop(child) {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill('SIGTERM');
  const patience = new Promise((resolve) => setTimeout(resolve, 5000).unref());
  await Promise.race([ended, patience]);
  killGroup(child);
}

/** Ends what a process left behind of what it had started itself. */
function killGroup(child) {
  try {
    process.kill(isWindows ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

/**
 * Starts a process in the project's folder, in a group of its own: a Ctrl-C reaches it through this script, which then waits for it.
 * Its standard input stays open for as long as this script lives.
 */
export function start(command, args, { env = {}, stdio = ['pipe', 'inherit', 'inherit'] } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio,
    detached: !isWindows,
    shell: isWindows,
  });
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    killGroup(child);
  });
  child.once('error', () => running.delete(child));
  return child;
}

/** Runs a process to its end and gives what it printed. Throws `Trouble` with that and the given line where it fails. */
export async function run(command, args, failure, options = {}) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let isMissing = false;
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      isMissing = error.code === 'ENOENT';
      printed += error.message;
      resolve(1);
    });
    child.once('close', resolve);
  });
  if (isEnding) {
    await new Promise(() => {});
  }
  if (code !== 0) {
    const words = isMissing ? '' : shortened(printed);
    throw new Trouble(words === '' ? failure : `${words}\n${failure}`);
  }
  return printed;
}

/** The first lines, which name the cause, and the last, where a long output ends. What the plugin logs while it is tested is left out. */
function shortened(printed) {
  const lines = printed
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{"@level"'));
  return (lines.length <= 60 ? lines : [...lines.slice(0, 30), '…', ...lines.slice(-30)]).join('\n');
}
