// Checks that links from the project's Markdown files to its other files lead somewhere. Ends with 1 if one does not.
// The texts in scripts are parts of pages in docs, which are checked.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runMain } from './lib/cliError.mjs';
import { anchorsOf, linksOf } from './lib/markdown.mjs';
import { root, run } from './lib/processes.mjs';

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
        console.error(`${file}: ${link}: ${problem}`);
        process.exitCode = 1;
      }
    }
  }
});
