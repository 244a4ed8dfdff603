import { rmSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from './build.mjs';
import { root, run } from './processes.mjs';

/** Runs a program in TypeScript, and shows what it prints; or returns that, if it is not live. */
export async function runTypeScript(entry, args, failure, { isLive = true } = {}) {
  // The packages may have been installed just now.
  const { build } = await import('esbuild');
  const outfile = path.join(CACHE, `${path.dirname(entry).replaceAll('/', '-')}-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['@playwright/test'],
    outfile,
    logLevel: 'error',
  });
  try {
    return await run('node', [outfile, ...args], failure, { isLive });
  } finally {
    rmSync(outfile);
  }
}
