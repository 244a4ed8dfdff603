import { layersOf } from './layerNames';

it.each([
  ['the reference', ['h', 'm', 'l'], { h: 'high', m: 'medium', l: 'low' }],
  ['the reference, without low', ['h', 'm', null], { h: 'high', m: 'medium' }],
  ['the web SDK, where h is half', ['f', 'h', 'q'], { f: 'high', h: 'medium', q: 'low' }],
  ['the web SDK, without quarter', ['f', 'h'], { f: 'high', h: 'medium' }],
  ['only h, which may be either', ['h'], { h: 'h' }],
  ['both at once, which decides nothing', ['f', 'h', 'l'], { f: 'f', h: 'h', l: 'l' }],
  ['a rid in neither', ['h', 'm', 'x'], { x: 'x' }],
])('%s', (_, rids, expected) => {
  const layerOf = layersOf(rids);
  expect(Object.fromEntries(Object.keys(expected).map((rid) => [rid, layerOf(rid)]))).toEqual(expected);
});
