import { shortenIds } from './shortenIds';

it.each([
  [
    ['1169b4b7-68c2', '2b0cb4b7-68c2'],
    ['1169', '2b0c'],
  ],
  [
    ['6977b3f3cdd1e423f8b2c001', '6977b3f3cdd1e423f8b2c002'],
    ['c001', 'c002'],
  ],
  [['only-one'], ['only']],
  [
    ['same', 'same'],
    ['same', 'same'],
  ],
  [
    ['ab', 'a'],
    ['ab', 'a'],
  ],
  [
    ['aXXXXXb', 'aXXXXXc', 'dXXXXXb'],
    ['aXXXXXb', 'aXXXXXc', 'dXXXXXb'],
  ],
  [
    ['😀😀😀😀1', '😀😀😀😁1'],
    ['😀1', '😁1'],
  ],
])('%j', (ids, expected) => {
  expect(ids.map(shortenIds(ids))).toEqual(expected);
});
