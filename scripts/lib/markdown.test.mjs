import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorsOf, linksOf, namesOf } from './markdown.mjs';

test('links to the web and in code are left out', () => {
  const text =
    'A [page](docs/a.md#b) and ![image](img/a.png), [web](https://example.com), `[code](x)`.\n```\n[fence](y)\n```\n[last](#c)';
  assert.deepEqual(linksOf(text), ['docs/a.md#b', 'img/a.png', '#c']);
});

test('a link around code is a link', () => {
  assert.deepEqual(linksOf('[`code`](a.md)'), ['a.md']);
});

test('anchors are those of GitHub', () => {
  const text = '# What it costs: `maxPeers` & 100ms\n## Twice\n```\n# No heading\n```\n## Twice\n### [Linked](x.md)';
  assert.deepEqual([...anchorsOf(text)], ['what-it-costs-maxpeers--100ms', 'twice', 'twice-1', 'linked']);
});

test('names in code have a capital inside', () => {
  assert.deepEqual(namesOf('`parseQuery`, `Client`, `npm test`, `a/bC.ts`.\n```\n`inFence`\n```'), ['parseQuery']);
});
