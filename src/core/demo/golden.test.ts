import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { respond } from './index';

/**
 * Each file holds a request, an instant and the answer, which the tests of `pkg/demo` hold the Go engine to as well, byte by byte.
 * To add one, write its `path`, `query` and `now`. After that, and after a deliberate change:
 * `UPDATE_RESULTS=1 npx jest golden && npx prettier --write pkg/demo/testdata`, and read the difference.
 */
const GOLDEN = path.resolve(__dirname, '../../../pkg/demo/testdata');

interface Golden {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly now: string;
  readonly status: number;
  readonly contentType: string;
  readonly document: unknown;
}

test.each(readdirSync(GOLDEN))('%s', (name) => {
  const file = path.join(GOLDEN, name);
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  const answer = respond(golden, Date.parse(golden.now));
  if (process.env.UPDATE_RESULTS === '1') {
    const { path: asked, query, now } = golden;
    const { status, contentType, text } = answer;
    const document: unknown = JSON.parse(text);
    writeFileSync(file, JSON.stringify({ path: asked, query, now, status, contentType, document }));
    return;
  }
  const { status, contentType, document } = golden;
  expect(answer).toEqual({ status, contentType, text: JSON.stringify(document) });
});
