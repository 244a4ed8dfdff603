import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFigures, readFigures } from './figures.mjs';

/** Checks against a recorded 4. Each run of the benchmark gives the next of some values. */
async function check(...values) {
  const left = [...values];
  const { failed } = await checkFigures(async () => ({ 'a-b': left.shift() }), { 'a-b': 4 });
  return { failed, runs: values.length - left.length };
}

test('only lines with a ratio are figures', () => {
  assert.deepEqual(
    readFigures('alert-path-5ms: 1.21 x\n  63 ms an evaluation\n  Go, 12 peers: 0.1 s, 4.6 x\ngrowth: 4 x\n'),
    {
      'alert-path-5ms': 1.21,
      growth: 4,
    }
  );
});

test('a figure up to a quarter over its recorded value is measured once', async () => {
  assert.deepEqual(await check(5, 9), { failed: [], runs: 1 });
});

test('a figure that is too high once is measured again, and passes', async () => {
  assert.deepEqual(await check(5.1, 4.9), { failed: [], runs: 2 });
});

test('a figure that is too high twice fails', async () => {
  assert.deepEqual(await check(5.1, 5.1, 4), { failed: ['a-b'], runs: 2 });
});

test('figures that are too high in different runs pass', async () => {
  const runs = [
    { one: 2, other: 1 },
    { one: 1, other: 2 },
  ];
  const { failed } = await checkFigures(async () => runs.shift(), { one: 1, other: 1 });
  assert.deepEqual(failed, []);
});

test('a figure that is not recorded fails', async () => {
  const { failed } = await checkFigures(async () => ({ new: 1 }), {});
  assert.deepEqual(failed, ['new']);
});
