import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CliError } from './cliError.mjs';

/** The folder of the project, in which all processes run. */
export const root = path.resolve(import.meta.dirname, '../..');

const isWindows = process.platform === 'win32';
const running = new Set();
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => end(signal));
}
process.on('exit', () => running.forEach((child) => killGroup(child, 'SIGKILL')));

// npm passes a signal on to its shell, and the shell keeps it. So a script whose shell has ended must end too.
if (process.env.npm_lifecycle_event !== undefined && !isWindows) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && end('SIGTERM'), 500).unref();
}

/** Ends all processes, then this one; after 5 s whether they have ended or not. */
async function end(signal) {
  if (!isEnding) {
    isEnding = true;
    const ended = [...running].map((child) => once(child, 'exit'));
    running.forEach((child) => child.kill('SIGTERM'));
    await Promise.race([Promise.all(ended), wait(5000)]);
    process.exit(128 + os.constants.signals[signal]);
  }
}

/** Ends a process and what it has started. */
function killGroup(child, signal) {
  try {
    process.kill(isWindows ? child.pid : -child.pid, signal);
  } catch {
    // Nothing is left.
  }
}

/**
 * Starts a process, in a group of its own: Ctrl-C reaches it through this script, which then waits for it. Its standard
 * input stays open as long as this script runs.
 */
export function start(command, args, { env = {}, stdio = ['pipe', 'inherit', 'inherit'] } = {}) {
  const options = { cwd: root, env: { ...process.env, ...env }, stdio, detached: !isWindows, shell: isWindows };
  const child = spawn(command, args, options);
  running.add(child);
  child.once('error', () => running.delete(child));
  child.once('exit', () => {
    running.delete(child);
    killGroup(child, 'SIGKILL');
  });
  return child;
}

/** Runs a process to its end and returns what it printed. Throws a `CliError` with that and `failure` if it fails. */
export async function run(command, args, failure, { env, isLive = false } = {}) {
  const child = start(command, args, { env, stdio: ['ignore', ...Array(2).fill(isLive ? 'inherit' : 'pipe')] });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close').catch(({ code, message }) => {
    output += code === 'ENOENT' ? '' : message;
    return [1];
  });
  if (isEnding) {
    await new Promise(() => {}); // Nothing may go on.
  }
  if (code !== 0) {
    throw new CliError(`${shorten(output)}\n${failure}`.trim());
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
