import { run } from './processes.mjs';
import { Trouble } from './trouble.mjs';

const NODE = [20, 19, 0];
const GO = [1, 26, 5];

/** Checks what the project needs of the machine: Node, npm and Go. Throws `Trouble` with a line for the first that is missing or too old. */
export async function requireTools() {
  demand('Node', process.versions.node, NODE, 'https://nodejs.org');
  const npm = await versionOf('npm', ['--version'], 'npm is not installed: it comes with Node (https://nodejs.org).');
  if (npm === null) {
    throw new Trouble('npm does not tell its version: install Node anew (https://nodejs.org).');
  }
  // In the project's folder Go may fetch the toolchain that go.mod asks for, if it is allowed to.
  const go = await versionOf(
    'go',
    ['env', 'GOVERSION'],
    `Go is missing or cannot be used here: install ${GO.join('.')} or later (https://go.dev/dl).`
  );
  demand('Go', go ?? 'of an unknown version', GO, 'https://go.dev/dl');
}

async function versionOf(command, args, failure) {
  const printed = await run(command, args, failure);
  return /\d{1,9}\.\d{1,9}(\.\d{1,9})?/.exec(printed)?.[0] ?? null;
}

function demand(name, found, wanted, source) {
  const parts = found.split('.').map(Number);
  const differing = wanted.findIndex((part, i) => (parts[i] ?? 0) !== part);
  if (differing >= 0 && !((parts[differing] ?? 0) > wanted[differing])) {
    throw new Trouble(`${name} ${found} is too old: install ${wanted.join('.')} or later (${source}).`);
  }
}
