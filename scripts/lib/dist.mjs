import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The platforms that the SDK builds, as Grafana looks for them in the names of the binaries. */
export const PLATFORMS = [
  'linux_amd64',
  'linux_arm',
  'linux_arm64',
  'darwin_amd64',
  'darwin_arm64',
  'windows_amd64.exe',
];
const FILES = ['module.js', 'README.md', 'CHANGELOG.md', 'LICENSE', 'go_plugin_build_manifest'];

/** What is wrong with a built plugin in the folder `dist`: a sentence each, with what to do. */
export function findProblems(dist, { version, executable }) {
  const plugin = readJson(path.join(dist, 'plugin.json'));
  if (plugin === null) {
    return [`${dist}/plugin.json is missing or not JSON: run "npm run build".`];
  }
  const binaries = PLATFORMS.map((platform) => `${executable}_${platform}`);
  return [
    ...FILES.filter((name) => !isFile(dist, name)).map(
      (name) => `${dist}/${name} is missing: run "npm run build" and "go tool mage buildAll".`
    ),
    ...binaries
      .filter((name) => !isFile(dist, name))
      .map((name) => `${dist}/${name} is missing, and Grafana needs it on that platform: run "go tool mage buildAll".`),
    ...binaries
      .filter((name) => isFile(dist, name) && !isExecutable(dist, name))
      .map(
        (name) => `${dist}/${name} is not executable, so Grafana could not start it: run "chmod 755 ${dist}/${name}".`
      ),
    ...(plugin.info.version === version
      ? []
      : [`${dist}/plugin.json has version ${plugin.info.version}, package.json has ${version}: run "npm run build".`]),
    ...(plugin.buildMode === 'production' ? [] : [`${dist} is a development build: run "npm run build".`]),
  ];
}

/** Whether a file of the plugin is a binary of the backend. */
export function isBinary(name, executable) {
  return PLATFORMS.some((platform) => name === `${executable}_${platform}`);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isFile(dist, name) {
  return statSync(path.join(dist, name), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Windows has no such permission, so there nothing can be wrong with it. */
function isExecutable(dist, name) {
  return process.platform === 'win32' || (statSync(path.join(dist, name)).mode & 0o111) !== 0;
}
