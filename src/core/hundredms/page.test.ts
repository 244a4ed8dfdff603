import { decodePage } from './page';

it.each([10, '10'])('a page with as many entries as its limit of %j has another behind it', (limit) => {
  const text = JSON.stringify({ limit, data: Array.from({ length: 10 }, (_, i) => i), last: 'next' });
  expect(decodePage(text, { params: {} }, Number)?.next).toBe('next');
  expect(decodePage(text.replace('[0,', '['), { params: {} }, Number)?.next).toBeNull();
});
