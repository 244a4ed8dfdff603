import type { Frame } from '../core';
import { choicesIn, distinct } from './lists';

/** The frame of a list with these values, each its own text, and these notices. */
function frameOf(values: readonly string[], notices: readonly string[] = []): Frame {
  const column = (name: string) => ({ name, type: 'string', typeInfo: { frame: 'string' }, config: {} }) as const;
  return {
    schema: {
      refId: 'A',
      meta: { typeVersion: [0, 0], notices: notices.map((text) => ({ severity: 'info', text })) },
      fields: [column('value'), column('text')],
    },
    data: { values: [values, values] },
  };
}

it('reads and tells apart 150,000 choices in time', () => {
  const values = Array.from({ length: 150_000 }, (_, i) => `p${i}`);
  const { entries } = choicesIn([frameOf(values)]);
  expect(entries).toHaveLength(150_000);
  expect(distinct(entries.map(({ value }) => ({ value, text: 'Ada' })))[149_999]).toEqual({
    value: 'p149999',
    text: 'Ada · p149999',
  });
});

it('keeps the hint of many notices short', () => {
  expect(
    choicesIn([
      frameOf(
        [],
        Array.from({ length: 1_000 }, (_, i) => `Notice ${i}.`)
      ),
    ]).hint.length
  ).toBeLessThan(1_000);
  expect(choicesIn([frameOf([], ['One.', 'Two.'])]).hint).toBe('One. Two.');
});
