import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { CliError } from './cliError.mjs';
import { root, run } from './processes.mjs';

/** Checks Node and Go, and installs the npm packages of the project. */
export async function setUp() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const oldest = engines.node.replace('>=', '');
  if (process.versions.node.localeCompare(oldest, 'en', { numeric: true }) < 0) {
    throw new CliError(`Node ${process.versions.node} is too old: install ${oldest} or later (https://nodejs.org).`);
  }
  await run('go', ['list', '-m'], 'Install Go, in the version of go.mod or later (https://go.dev/dl).');
  await installPackages('.');
}

/** Installs the npm packages that the package-lock.json of a folder names unless they are installed. */
export async function installPackages(folder) {
  if (modifiedAt(`${folder}/package-lock.json`) === 0) {
    throw new CliError(`${folder} has no package-lock.json.`);
  }
  // npm writes its own lock into node_modules when it is done.
  if (modifiedAt(`${folder}/node_modules/.package-lock.json`) < modifiedAt(`${folder}/package-lock.json`)) {
    console.log(`Installing npm packages in ${folder} (a minute or two)`);
    await run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder], 'npm ci failed.');
  }
}

function modifiedAt(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A port of the command line on which nothing listens yet. */
export async function readPort(text, usage) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new CliError(`"${text}" is not a port.\n${usage}`);
  }
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ message }) => reject(new CliError(`Port ${port} cannot be used (${message}).\n${usage}`)));
    probe.listen(port, '127.0.0.1', () => probe.close(resolve));
  });
  return port;
}
