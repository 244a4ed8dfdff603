// Ends with 1 where a Go file is not formatted, and names it.
import { execFileSync } from 'node:child_process';

const folders = ['Magefile.go', 'bench', 'fuzz', 'pkg', 'simulator', 'workbench'];
const unformatted = execFileSync('gofmt', ['-l', ...folders], { encoding: 'utf8' }).trim();
if (unformatted !== '') {
  console.error(`Not formatted, run gofmt -w on:\n${unformatted}`);
  process.exit(1);
}
