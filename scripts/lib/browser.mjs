import { CliError } from './cliError.mjs';
import { findOnPath, isExecutable, run } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findInstalled() {
  return NAMES.map(findOnPath).find(Boolean) ?? ON_MACOS.find(isExecutable);
}

/** The path of Chromium: the one in CHROMIUM_PATH, an installed one, or one that apt-get installs now. */
export async function findChromium() {
  const found = process.env.CHROMIUM_PATH || findInstalled();
  if (found) {
    return found;
  }
  if (process.platform === 'linux' && process.getuid() === 0 && findOnPath('apt-get')) {
    console.log('  installing Chromium with apt-get');
    await run('apt-get', ['update'], 'apt-get update failed.');
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 'apt-get install failed.');
  }
  const installed = findInstalled();
  if (installed === undefined) {
    const how = 'install it (apt install chromium, brew install chromium), or name one in CHROMIUM_PATH';
    throw new CliError(`The browser tests need Chromium: ${how}.`);
  }
  return installed;
}
