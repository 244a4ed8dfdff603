import { stat } from 'node:fs/promises';
import path from 'node:path';
import { run } from './processes.mjs';
import { root } from './root.mjs';

/** Installs the npm packages where they are not what package-lock.json says. npm writes its own lock into node_modules when it is done. */
export async function ensureInstalled() {
  const [wanted, installed] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map((file) =>
      stat(path.join(root, file)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0
      )
    )
  );
  if (installed === 0 || installed < wanted) {
    console.log('Installing npm packages (a minute or two)');
    await run('npm', ['ci', '--no-audit', '--no-fund'], 'npm ci failed: its words are above.');
  }
}
