import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findProblems, PLATFORMS } from './dist.mjs';

const EXPECTED = { version: '1.2.3', executable: 'gpx_x' };
let dist;

beforeEach(() => {
  dist = mkdtempSync(path.join(os.tmpdir(), 'dist-'));
  writePlugin({ info: { version: '1.2.3' }, buildMode: 'production' });
  for (const name of ['module.js', 'README.md', 'CHANGELOG.md', 'LICENSE', 'go_plugin_build_manifest']) {
    writeFileSync(path.join(dist, name), '');
  }
  for (const platform of PLATFORMS) {
    writeFileSync(path.join(dist, `gpx_x_${platform}`), '', { mode: 0o755 });
  }
});

afterEach(() => rmSync(dist, { recursive: true }));

function writePlugin(plugin) {
  writeFileSync(path.join(dist, 'plugin.json'), JSON.stringify(plugin));
}

function problems() {
  return findProblems(dist, EXPECTED).map((problem) => problem.replaceAll(`${dist}/`, '').replaceAll(dist, 'dist'));
}

test('a complete build has no problem', () => {
  assert.deepEqual(problems(), []);
});

test('a missing platform is named', () => {
  rmSync(path.join(dist, 'gpx_x_linux_arm'));
  assert.deepEqual(problems(), [
    'gpx_x_linux_arm is missing, and Grafana needs it on that platform: run "go tool mage buildAll".',
  ]);
});

test('a binary that cannot be started is named', { skip: process.platform === 'win32' }, () => {
  chmodSync(path.join(dist, 'gpx_x_darwin_arm64'), 0o644);
  assert.deepEqual(problems(), [
    'gpx_x_darwin_arm64 is not executable, so Grafana could not start it: run "chmod 755 gpx_x_darwin_arm64".',
  ]);
});

test('a missing file is named', () => {
  rmSync(path.join(dist, 'LICENSE'));
  assert.deepEqual(problems(), ['LICENSE is missing: run "npm run build" and "go tool mage buildAll".']);
});

test('a build of another version and a development build are named', () => {
  writePlugin({ info: { version: '1.2.2' }, buildMode: 'development' });
  assert.deepEqual(problems(), [
    'plugin.json has version 1.2.2, package.json has 1.2.3: run "npm run build".',
    'dist is a development build: run "npm run build".',
  ]);
});

test('a folder without a build says how to make one', () => {
  writeFileSync(path.join(dist, 'plugin.json'), '{');
  assert.deepEqual(problems(), ['plugin.json is missing or not JSON: run "npm run build".']);
});
