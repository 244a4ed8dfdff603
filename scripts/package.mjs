// Builds the plugin for every platform and packs it into release/, as a zip with its SHA-256 sum. Two runs on one
// commit make the same bytes. With --no-build it packs dist as it is, for example after "npm run sign".
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { findProblems, isBinary } from './lib/dist.mjs';
import { root, run } from './lib/processes.mjs';
import { setUp } from './lib/setup.mjs';

const USAGE = 'Usage: npm run package [-- --no-build]';
const { id, executable } = readJson('src/plugin.json');
const { version } = readJson('package.json');

await runMain(async () => {
  const { 'no-build': isBuilt } = readOptions({ 'no-build': { type: 'boolean' } }, USAGE);
  await setUp();
  await run('node', ['scripts/bundles.mjs', '--check'], 'The backend would run an old core.');
  const committed = await committedAt();
  if (!isBuilt) {
    await build(committed);
  }
  const problems = findProblems('dist', { version, executable });
  if (problems.length > 0) {
    throw new CliError(problems.join('\n'));
  }
  const zip = `release/${id}-${version}.zip`;
  await pack(zip, committed);
  const sum = await sha256(zip);
  writeFileSync(path.join(root, `${zip}.sha256`), `${sum}  ${path.basename(zip)}\n`);
  console.log(`${zip}: ${(statSync(path.join(root, zip)).size / 1e6).toFixed(1)} MB, SHA-256 ${sum}`);
  if (!existsSync(path.join(root, 'dist/MANIFEST.txt'))) {
    console.log(
      `It is not signed. Grafana loads it only with GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=${id}. To sign it, run "npm run sign" and "npm run package -- --no-build".`
    );
  }
});

/** Builds frontend and backend into an empty dist. */
async function build(committed) {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  console.log('Building the frontend');
  await run('npm', ['run', '--silent', 'build'], 'Building the frontend failed.');
  const plugin = readJson('dist/plugin.json');
  plugin.info.updated = committed.toISOString().slice(0, 10);
  writeFileSync(path.join(root, 'dist/plugin.json'), `${JSON.stringify(plugin, null, 2)}\n`);
  console.log('Building the backend for six platforms (ten minutes or more the first time)');
  const env = {
    // Paths and the state of the repository differ between machines.
    GOFLAGS: `${process.env.GOFLAGS ?? ''} -trimpath -buildvcs=false`,
    BUILD_INFO: JSON.stringify({ time: committed.getTime(), pluginID: id, version }),
  };
  await run('go', ['tool', 'mage', 'buildAll'], 'Building the backend failed.', { env });
}

/** When the code was last changed: what a build of it says as its time. */
async function committedAt() {
  const seconds =
    process.env.SOURCE_DATE_EPOCH ??
    (await run(
      'git',
      ['log', '-1', '--format=%ct'],
      'Git does not know the date of the last commit: set SOURCE_DATE_EPOCH.'
    ));
  return new Date(Number(seconds) * 1000);
}

/** Zips dist under the plugin's ID. Permissions and times do not depend on the machine. */
async function pack(zip, committed) {
  // A zip has local times.
  process.env.TZ = 'UTC';
  // Not imported above, as the packages may not be installed yet.
  const { ZipFile } = await import('yazl');
  const file = new ZipFile();
  const names = readdirSync(path.join(root, 'dist'), { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  for (const name of names.sort().filter((name) => statSync(path.join(root, 'dist', name)).isFile())) {
    const mode = isBinary(name, executable) ? 0o100755 : 0o100644;
    file.addFile(path.join(root, 'dist', name), `${id}/${name}`, { mtime: committed, mode });
  }
  file.end();
  mkdirSync(path.join(root, path.dirname(zip)), { recursive: true });
  await pipeline(file.outputStream, createWriteStream(path.join(root, zip)));
}

async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path.join(root, file)), hash);
  return hash.digest('hex');
}

function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
