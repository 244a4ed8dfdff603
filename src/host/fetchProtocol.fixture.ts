import type { UpstreamResponse } from '../core';

/** The body of a `fetch` resource with these answers, each for one request, as the backend writes it. */
export function framed(answers: readonly UpstreamResponse[]): ArrayBuffer {
  const encoder = new TextEncoder();
  const parts = answers.flatMap((answer) => {
    const text = encoder.encode('text' in answer ? answer.text : '');
    const header = { ...answer, text: undefined, requests: 1, length: text.length };
    return [encoder.encode(`${JSON.stringify(header)}\n`), text];
  });
  const body = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => {
    body.set(part, at);
    return at + part.length;
  }, 0);
  return body.buffer;
}
