import { answered } from './answers';

const framed = (...parts: ReadonlyArray<{ readonly header: object; readonly text?: string }>): ArrayBuffer => {
  const encoder = new TextEncoder();
  const bytes = parts.flatMap(({ header, text = '' }) => {
    const body = encoder.encode(text);
    return [...encoder.encode(`${JSON.stringify({ ...header, length: body.length })}\n`), ...body];
  });
  return Uint8Array.from(bytes).buffer;
};

it('puts each answer beside the request it belongs to', () => {
  const asked = [
    { route: 'peerStats', params: { session_id: 's1', peer_id: 'p1' } },
    { route: 'session', params: { session_id: 's1' } },
  ];
  const answer = framed(
    { header: { status: 200, contentType: 'application/json' }, text: '{"peer_id":"p1"}' },
    { header: { fault: 'timeout', words: 'no answer in 30 s' } }
  );
  expect(answered({ body: { requests: asked }, answer })).toEqual([
    { ...asked[0], answer: { status: 200, contentType: 'application/json', text: '{"peer_id":"p1"}' } },
    { ...asked[1], answer: { fault: 'timeout', words: 'no answer in 30 s' } },
  ]);
});
