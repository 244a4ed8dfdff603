import { framed } from './framed.fixture';
import { readAnswers } from './framing';

it('reads answers in order, bodies as they are', () => {
  const html = '<html>\n{"length":3}\n</html>';
  const body = framed([
    { status: 200, contentType: 'application/json', text: '{"a":"ü😀"}' },
    { status: 429, contentType: 'text/html', retryAfter: '7', text: html },
    { fault: 'dns', words: 'no such host' },
    { status: 200, contentType: '', text: '\ufeff{}' },
    { status: 401, contentType: '', auth: 'appKey', text: '' },
  ]);
  expect(readAnswers(body)).toEqual([
    { status: 200, contentType: 'application/json', text: '{"a":"ü😀"}' },
    { status: 429, contentType: 'text/html', retryAfter: '7', text: html },
    { fault: 'dns', words: 'no such host' },
    { status: 200, contentType: '', text: '\ufeff{}' },
    { status: 401, contentType: '', auth: 'appKey', text: '' },
  ]);
});

it('reads no answers from an empty body', () => {
  expect(readAnswers(new ArrayBuffer(0))).toEqual([]);
});

it.each(['{"status":200,"length":9}\nshort', 'no header', '{"length":0}\n', '7\n'])('refuses %j', (text) => {
  expect(() => readAnswers(new TextEncoder().encode(text).buffer)).toThrow();
});
