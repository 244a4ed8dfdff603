import type { Answer } from '../../../src/core';
import { readAnswers } from '../../../src/host/framing';
import type { Exchange } from '../grafana/backendSrv';

/** What a route was asked, and what its upstream answered. */
export interface Answered {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly answer: Answer;
}

/** Each request of one exchange with its answer. */
export function answered({ body, answer }: Exchange): readonly Answered[] {
  const answers = readAnswers(answer);
  return requestsOf(body).flatMap(({ route, params }, i) => {
    const one = answers[i];
    return one === undefined ? [] : [{ route, params, answer: one }];
  });
}

type Asked = Pick<Answered, 'route' | 'params'>;

function requestsOf(body: unknown): readonly Asked[] {
  return isFetchBody(body) ? body.requests : [];
}

function isFetchBody(body: unknown): body is { readonly requests: readonly Asked[] } {
  return typeof body === 'object' && body !== null && 'requests' in body && Array.isArray(body.requests);
}
