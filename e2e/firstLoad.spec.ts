import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

/** The code that Grafana loads with the data source, before anything else. */
const MODULE = 'dist/module.js';

test('a dashboard loads neither an editor nor the code of a service at first', () => {
  const { sources } = JSON.parse(readFileSync(`${MODULE}.map`, 'utf8')) as { sources: readonly string[] };
  const modules = sources.map((source) => source.replace(/^webpack:\/\/[^/]+\/(\.\/)?/, ''));
  expect(modules).toContain('datasource.ts');
  const later = /^(components|core\/(hundredms|storm|score))\//;
  const loaded = modules.filter((name) => later.test(name));
  expect(loaded.sort()).toEqual(['components/lazyEditor.tsx', 'core/storm/rangeEndsNow.ts']);
  expect(gzipSync(readFileSync(MODULE)).length).toBeLessThan(40_000);
});
