import { framed } from './fetchProtocol.fixture';
import { readResponses } from './fetchProtocol';

const BLOCKED_BY = { route: 'rooms', params: { limit: '100' }, since: 12, retryIn: 18 } as const;

it('reads answers in order, bodies as they are', () => {
  const html = '<html>\n{"length":3}\n</html>';
  const body = framed([
    { status: 200, contentType: 'application/json', text: '{"a":"ü😀"}' },
    { status: 429, contentType: 'text/html', retryAfter: '7', text: html },
    { fault: 'dns', detail: 'no such host' },
    { status: 200, contentType: '', text: '\ufeff{}' },
    { status: 401, contentType: '', auth: 'appKey', text: '' },
    { status: 403, contentType: '', blockedBy: BLOCKED_BY, text: '' },
  ]);
  expect(readResponses(body).map(({ response }) => response)).toEqual([
    { status: 200, contentType: 'application/json', text: '{"a":"ü😀"}' },
    { status: 429, contentType: 'text/html', retryAfter: '7', text: html },
    { fault: 'dns', detail: 'no such host' },
    { status: 200, contentType: '', text: '\ufeff{}' },
    { status: 401, contentType: '', auth: 'appKey', text: '' },
    { status: 403, contentType: '', blockedBy: BLOCKED_BY, text: '' },
  ]);
});

it('an answer without a content type has an empty one', () => {
  const [delivery] = readResponses(new TextEncoder().encode('{"status":200,"length":2}\n{}').buffer);
  expect(delivery?.response).toEqual({ status: 200, contentType: '', text: '{}' });
});

it('reads what each answer cost', () => {
  const body = new TextEncoder().encode(
    '{"status":200,"contentType":"","requests":2,"length":2}\n{}{"status":200,"contentType":"","shared":true,"length":2}\n{}' +
      '{"fault":"dns","detail":"no such host","requests":1,"length":0}\n{"status":401,"contentType":"","length":2}\n{}'
  ).buffer;
  expect(readResponses(body).map(({ cost }) => cost)).toEqual([
    { requests: 2, shared: 0, bytes: 2 },
    { requests: 0, shared: 1, bytes: 0 },
    { requests: 1, shared: 0, bytes: 0 },
    { requests: 0, shared: 0, bytes: 0 },
  ]);
});

it('reads no answers from an empty body', () => {
  expect(readResponses(new ArrayBuffer(0))).toEqual([]);
});

it.each(['{"status":200,"length":9}\nshort', 'no header', '{"length":0}\n', '7\n'])('refuses %j', (text) => {
  expect(() => readResponses(new TextEncoder().encode(text).buffer)).toThrow();
});
