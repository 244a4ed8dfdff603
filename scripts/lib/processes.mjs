import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CliError } from './cliError.mjs';

/** The folder of the project, in which all processes run. */
export const root = path.resolve(import.meta.dirname, '../..');

const isWindows = process.platform === 'win32';
const PATIENCE = 5000;
const running = new Set();
let exitCode = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => end(signal));
}

// npm passes a signal on to its shell, and the shell keeps it. So a script whose shell has ended must end too.
if (process.env.npm_lifecycle_event !== undefined && !isWindows) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && end('SIGTERM'), 500).unref();
}

/** Ends all processes, then this one. */
function end(signal) {
  if (exitCode !== null) {
    return;
  }
  exitCode = 128 + os.constants.signals[signal];
  running.forEach((child) => child.kill('SIGTERM'));
  setTimeout(() => process.exit(exitCode), running.size > 0 ? PATIENCE : 0);
}

process.on('exit', () => running.forEach(killGroup));

/** Ends a process and what it has started. */
function killGroup(child) {
  try {
    process.kill(isWindows ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

/**
 * Starts a process, in a group of its own: Ctrl-C reaches it through this script, which then waits for it. Its standard
 * input stays open as long as this script runs.
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
  child.once('error', () => running.delete(child));
  child.once('exit', () => {
    running.delete(child);
    killGroup(child);
    if (exitCode !== null && running.size === 0) {
      process.exit(exitCode);
    }
  });
  return child;
}

/** Runs a process to its end and returns what it printed. Throws a `CliError` with that and `failure` if it fails. */
export async function run(command, args, failure, { env, isLive = false } = {}) {
  const child = start(command, args, { env, stdio: ['ignore', ...Array(2).fill(isLive ? 'inherit' : 'pipe')] });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', ({ code, message }) => {
      output += code === 'ENOENT' ? '' : message;
      resolve(1);
    });
    child.once('close', resolve);
  });
  if (exitCode !== null) {
    await new Promise(() => {}); // This process ends, so nothing may go on.
  }
  if (code !== 0) {
    throw new CliError([shorten(output), failure].filter((text) => text !== '').join('\n'));
  }
  return output;
}

/** The first lines, which name the cause, and the last, where a long output ends; without the plugin's log. */
function shorten(output) {
  const lines = output.split('\n').filter((line) => !line.startsWith('{"@level"'));
  return (lines.length <= 60 ? lines : [...lines.slice(0, 30), '…', ...lines.slice(-30)]).join('\n').trim();
}

/** Where a program is on PATH; undefined if it is not. */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
