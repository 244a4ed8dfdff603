import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { run, start } from './processes.mjs';
import { root } from './root.mjs';
import { Trouble } from './trouble.mjs';

/** Runs a program of the project that is in TypeScript, in the project's folder. Its output goes through as it comes where `live`, else at its end. */
export async function runBundled(entry, args, failure, { live = false } = {}) {
  const { build } = await import('esbuild');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'peerlens-program-'));
  try {
    const outfile = path.join(folder, 'main.mjs');
    await build({
      entryPoints: [path.join(root, entry)],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
      logLevel: 'error',
    });
    if (!live) {
      process.stdout.write(await run('node', [outfile, ...args], failure));
      return;
    }
    const child = start('node', [outfile, ...args]);
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) {
      throw new Trouble(failure);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
