import { isVariable, withoutFormats } from './names';

it.each(['$peer', '${peer}', '${peer:csv}', '${peer.text:raw}', '[[peer]]', '[[peer:csv]]'])(
  'takes %s for a variable',
  (text) => {
    expect(isVariable(text)).toBe(true);
  }
);

it.each([
  'cash$flow',
  '$a$b',
  'a-$peer',
  'a-${peer:raw}',
  '$peer b',
  '$100',
  '$',
  '${}',
  '${open',
  'a[[b]]',
  '[[a]] [[b]]',
  '[a]',
  '{{peer}}',
  '50%',
])('takes %s for a name', (text) => {
  expect(isVariable(text)).toBe(false);
});

it.each(['${a', '[[a', '[[a]', '$', '${', '${a:', '[[a:'])('reads a text of many %s only once', (part) => {
  const text = part.repeat(300_000);
  expect(isVariable(text)).toBe(false);
  expect(withoutFormats(text)).toBe(text);
});

it.each([
  ['${peer:csv}', '${peer}'],
  ['[[peer:pipe]]', '[[peer]]'],
  ['a-${peer:regex}-${room:customqueryparam:v:x}', 'a-${peer}-${room}'],
  ['${__from:date:YYYY}', '${__from:date:YYYY}'],
  ['a:b ${peer} $c:d', 'a:b ${peer} $c:d'],
])('of %s leaves %s', (text, expected) => {
  expect(withoutFormats(text)).toBe(expected);
});
