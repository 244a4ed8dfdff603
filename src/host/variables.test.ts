import { templatesOf } from './templates.fixture';
import { expandVariables } from './variables';

const templates = templatesOf({ session: 's1', peer: ['a', 'b'], none: [], blank: '' });

it.each([
  ['plain', ['plain']],
  ['$session', ['s1']],
  ['$peer', ['a', 'b']],
  ['x-$peer-$session', ['x-a-s1', 'x-b-s1']],
  ['$peer/$peer', ['a/a', 'b/a', 'a/b', 'b/b']],
  ['$none', ['']],
  ['$blank', ['']],
  ['$unknown', ['$unknown']],
])('%s stands for %j', (text, expected) => {
  expect([...expandVariables(text, {}, templates)].sort()).toEqual([...expected].sort());
});
