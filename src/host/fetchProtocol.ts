import type { UpstreamResponse } from '../core';

/** What answers cost upstream: requests made, answers shared with another request, and bytes received. */
export interface Cost {
  readonly requests: number;
  readonly shared: number;
  readonly bytes: number;
}

export const NO_COST: Cost = { requests: 0, shared: 0, bytes: 0 };

export function addCost(one: Cost, other: Cost): Cost {
  return {
    requests: one.requests + other.requests,
    shared: one.shared + other.shared,
    bytes: one.bytes + other.bytes,
  };
}

export interface FetchedResponse {
  readonly response: UpstreamResponse;
  readonly cost: Cost;
}

/**
 * Reads the body of the `fetch` resource. For each request, in order, it holds a line of JSON that describes the
 * answer, then as many raw bytes as `length` says. Throws for any other body, which only a broken backend sends.
 */
export function readResponses(body: ArrayBuffer): readonly FetchedResponse[] {
  const all = new Uint8Array(body);
  // The core decides what a byte order mark means, in both hosts.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const responses: FetchedResponse[] = [];
  for (let at = 0; at < all.length;) {
    const end = all.indexOf(NEWLINE, at);
    if (end < 0) {
      throw new Error('The Peerlens backend sent an answer whose header has no end.');
    }
    const header: unknown = JSON.parse(decoder.decode(all.subarray(at, end)));
    if (!isHeader(header) || end + 1 + header.length > all.length) {
      throw new Error('The Peerlens backend sent an incomplete answer.');
    }
    const { length, bytes = length, requests = 0, shared = false, ...described } = header;
    at = end + 1 + length;
    const response =
      'fault' in described
        ? { ...described, detail: described.detail ?? '' }
        : { contentType: '', ...described, text: decoder.decode(all.subarray(end + 1, at)) };
    responses.push({ response, cost: { requests, shared: shared ? 1 : 0, bytes: requests === 0 ? 0 : bytes } });
  }
  return responses;
}

const NEWLINE = 10;

type Faulty = Extract<UpstreamResponse, { fault: unknown }>;

type Header = (
  | (Omit<Faulty, 'detail'> & { readonly detail?: string })
  | Omit<Exclude<UpstreamResponse, { fault: unknown }>, 'text' | 'contentType'>
) & {
  readonly length: number;
  /** How many bytes arrived for the answer; `length` if absent. */
  readonly bytes?: number;
  /** How many requests were made for the answer; absent for none. */
  readonly requests?: number;
  /** Whether the answer was requested for another request. */
  readonly shared?: boolean;
};

function isHeader(header: unknown): header is Header {
  return (
    typeof header === 'object' && header !== null && 'length' in header && ('fault' in header || 'status' in header)
  );
}
