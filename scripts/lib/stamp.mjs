import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './root.mjs';

const stamps = path.join(root, 'node_modules', '.cache', 'peerlens');

/** Runs a step where its output is missing or its inputs (files and folders) are not those of the last time. */
export async function whenChanged(step, inputs, output, build) {
  const stamp = path.join(stamps, step);
  const now = await hashOf(inputs);
  const [before, exists] = await Promise.all([
    readFile(stamp, 'utf8').catch(() => ''),
    stat(path.join(root, output)).then(
      () => true,
      () => false
    ),
  ]);
  if (exists && before === now) {
    return;
  }
  await build();
  await mkdir(stamps, { recursive: true });
  await writeFile(stamp, now);
}

async function hashOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesIn(path.join(root, input))) {
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** A file, or all files below a folder in the order of their names; none where it does not exist. */
async function filesIn(place) {
  const about = await stat(place).catch(() => null);
  if (about === null) {
    return [];
  }
  if (!about.isDirectory()) {
    return [place];
  }
  const names = await readdir(place, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
