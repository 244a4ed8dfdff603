import type { Answer } from '../core';

/**
 * Reads the body of the `fetch` resource: for each request, in order, a line of JSON that describes the answer,
 * then as many raw bytes as its `length` says. Throws where the body is not that, which only a broken backend sends.
 */
export function readAnswers(body: ArrayBuffer): readonly Answer[] {
  const bytes = new Uint8Array(body);
  // A byte order mark stays: the core decides what it means, in both hosts alike.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const answers: Answer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) {
      throw new Error('The Peerlens backend sent an answer without an end to its header.');
    }
    const header: unknown = JSON.parse(decoder.decode(bytes.subarray(at, end)));
    if (!isHeader(header) || end + 1 + header.length > bytes.length) {
      throw new Error('The Peerlens backend sent an answer that is cut short.');
    }
    at = end + 1 + header.length;
    const text = decoder.decode(bytes.subarray(end + 1, at));
    answers.push('fault' in header ? { fault: header.fault, words: header.words } : answerOf(header, text));
  }
  return answers;
}

const NEWLINE = 10;

type Faulty = Extract<Answer, { fault: unknown }> & { readonly length: number };
type Answered = Omit<Exclude<Answer, { fault: unknown }>, 'text'> & { readonly length: number };

function isHeader(header: unknown): header is Faulty | Answered {
  return (
    typeof header === 'object' && header !== null && 'length' in header && ('fault' in header || 'status' in header)
  );
}

function answerOf({ status, contentType, retryAfter, auth }: Answered, text: string): Answer {
  return {
    status,
    contentType,
    text,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(auth === undefined ? {} : { auth }),
  };
}
