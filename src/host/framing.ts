import type { Answer } from '../core';

/** What answers cost upstream: requests that left, answers that were given without one, and bytes received. */
export interface Cost {
  readonly requests: number;
  readonly shared: number;
  readonly bytes: number;
}

/** An answer with what it cost. */
export interface Delivery {
  readonly answer: Answer;
  readonly cost: Cost;
}

/** The answers in the body of the `fetch` resource, in the order of the requests. */
export function readAnswers(body: ArrayBuffer): readonly Answer[] {
  return readDeliveries(body).map(({ answer }) => answer);
}

/**
 * Reads the body of the `fetch` resource: for each request, in order, a line of JSON that describes the answer,
 * then as many raw bytes as its `length` says. Throws where the body is not that, which only a broken backend sends.
 */
export function readDeliveries(body: ArrayBuffer): readonly Delivery[] {
  const bytes = new Uint8Array(body);
  // A byte order mark stays: the core decides what it means, in both hosts alike.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const deliveries: Delivery[] = [];
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
    const answer = 'fault' in header ? faultOf(header) : answerOf(header, text);
    deliveries.push({ answer, cost: costOf(header) });
  }
  return deliveries;
}

const NEWLINE = 10;

interface Framing {
  readonly length: number;
  /** How many requests left for the answer, absent for none. */
  readonly requests?: number;
  /** Whether it is the answer of another request, and one was spared. */
  readonly shared?: boolean;
  /** How many bytes arrived for it; `length` where absent. */
  readonly bytes?: number;
}
type Faulty = Extract<Answer, { fault: unknown }> & Framing;
type Answered = Omit<Exclude<Answer, { fault: unknown }>, 'text'> & Framing;

function costOf({ length, bytes = length, requests = 0, shared = false }: Framing): Cost {
  return { requests, shared: shared ? 1 : 0, bytes: requests === 0 ? 0 : bytes };
}

function faultOf({ fault, words = '', login }: Omit<Faulty, 'words'> & { readonly words?: string }): Answer {
  return { fault, words, ...(login === undefined ? {} : { login }) };
}

function isHeader(header: unknown): header is Faulty | Answered {
  return (
    typeof header === 'object' && header !== null && 'length' in header && ('fault' in header || 'status' in header)
  );
}

function answerOf({ status, contentType, retryAfter, auth, heldBy, location, login }: Answered, text: string): Answer {
  return {
    status,
    contentType,
    text,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(auth === undefined ? {} : { auth }),
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(location === undefined ? {} : { location }),
    ...(login === undefined ? {} : { login }),
  };
}
