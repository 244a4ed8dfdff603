import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { run } from './processes.mjs';
import { Trouble } from './trouble.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium: the one that CHROMIUM_PATH names, one on PATH, or one that the system's package manager installs now. */
export async function findChromium() {
  const found = process.env.CHROMIUM_PATH ?? (await installed());
  if (found) {
    return found;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && (await onPath('apt-get'))) {
    console.log('  installing Chromium with apt-get');
    await run('apt-get', ['update'], 'apt-get update failed.');
    await run(
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium'],
      'apt-get could not install Chromium.'
    );
  }
  const now = await installed();
  if (now === undefined) {
    throw new Trouble(
      'The browser tests need Chromium: install it (apt install chromium, brew install chromium), or name one in CHROMIUM_PATH.'
    );
  }
  return now;
}

async function installed() {
  for (const name of NAMES) {
    const found = await onPath(name);
    if (found) {
      return found;
    }
  }
  for (const place of ELSEWHERE) {
    if (await isExecutable(place)) {
      return place;
    }
  }
  return undefined;
}

/** Where a program stands on PATH, if it does. */
export async function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const place = path.join(folder, name);
    if (await isExecutable(place)) {
      return place;
    }
  }
  return undefined;
}

function isExecutable(place) {
  return access(place, constants.X_OK).then(
    () => true,
    () => false
  );
}
