// Checks that links from the project's Markdown files to its other files lead somewhere, and that the code has the names
// that the pages for contributors give it. Ends with 1 if not. The texts in scripts are parts of pages in docs, which are
// checked.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runMain } from './lib/cliError.mjs';
import { anchorsOf, linksOf, namesOf } from './lib/markdown.mjs';
import { root, run } from './lib/processes.mjs';

const FOR_CONTRIBUTORS = ['CONTRIBUTING.md', 'docs/architecture.md'];

await runMain(async () => {
  const listed = await run(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.md', ':!scripts'],
    'Git lists no files.'
  );
  const texts = new Map(
    listed
      .trim()
      .split('\n')
      .map((file) => [file, readFileSync(path.join(root, file), 'utf8')])
  );
  for (const [file, text] of texts) {
    for (const link of linksOf(text)) {
      const [target, anchor] = link.split('#');
      const place = target === '' ? file : path.posix.join(path.posix.dirname(file), decodeURI(target));
      const problem = !existsSync(path.join(root, place))
        ? 'there is no such file'
        : anchor && texts.has(place) && !anchorsOf(texts.get(place)).has(anchor)
          ? `${place} has no such heading`
          : null;
      if (problem !== null) {
        report(`${file}: ${link}: ${problem}`);
      }
    }
  }
  const code = await run(
    'git',
    ['grep', '--untracked', '-ohwE', '[A-Za-z]+', '--', ':!*.md', ':!testdata', ':!pkg/corehost/core.js'],
    'Git finds no words.'
  );
  const words = new Set(code.split('\n'));
  for (const file of FOR_CONTRIBUTORS) {
    namesOf(texts.get(file))
      .filter((name) => !words.has(name))
      .forEach((name) => report(`${file}: ${name}: nothing in the code has this name`));
  }
});

function report(problem) {
  console.error(problem);
  process.exitCode = 1;
}
