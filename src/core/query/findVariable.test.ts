import fc from 'fast-check';
import { findVariable } from './findVariable';

/** The same search as a regular expression, which takes quadratic time. */
const PATTERN = /\$[A-Za-z_]\w*|\$\{\w[^}]*\}|\[\[\w[^\]]*\]\]/;

it('finds the first variable in each of the three notations', () => {
  expect(findVariable('a $peer b')).toBe('$peer');
  expect(findVariable('a ${peer:csv} $b')).toBe('${peer:csv}');
  expect(findVariable('a [[peer]] ${b}')).toBe('[[peer]]');
  expect(findVariable('5 $ and ${} and [[ ]] and ${open')).toBeNull();
});

it('finds the same as the pattern in any text', () => {
  const text = fc.string({ unit: fc.constantFrom('$', '{', '}', '[', ']', 'a', '1', ' ', '_'), maxLength: 30 });
  fc.assert(
    fc.property(text, (any) => {
      expect(findVariable(any)).toBe(PATTERN.exec(any)?.[0] ?? null);
    }),
    { numRuns: 2000 }
  );
});

it.each(['${a', '[[a', '[[a]', '$', '${'])('reads a text of many %s only once', (part) => {
  expect(findVariable(part.repeat(300_000))).toBeNull();
});
