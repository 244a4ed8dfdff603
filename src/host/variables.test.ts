import type { TemplateSrv } from '@grafana/runtime';
import { expandVariables } from './variables';

const VALUES: Readonly<Record<string, string | string[]>> = { session: 's1', peer: ['a', 'b'], none: [], blank: '' };

/** Replaces `$name` as Grafana does: by what the format function makes of the value, and unknown names not at all. */
const templates: Pick<TemplateSrv, 'replace'> = {
  replace: (text = '', _scopedVars, format) =>
    text.replace(/\$(\w+)/g, (token, name: string) => {
      const value = VALUES[name];
      return value === undefined || typeof format !== 'function' ? token : String(format(value, {}, () => ''));
    }),
};

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
