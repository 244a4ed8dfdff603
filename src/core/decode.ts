import { DECODERS, EMPTY_DOCUMENTS, type DecodedDocument, type Documents } from './documents';
import { emptyBody, unreadable, upstreamFailure } from './failure/upstreamError';
import type { Answer, Outcome, Projection, UpstreamRequest } from './protocol';

type Decode<P extends Projection> = (text: string, request: UpstreamRequest) => Documents[P] | null;

/**
 * Decodes one response, so that the host can drop its text. Fails with `upstream` for any status but a 2xx and for an
 * unexpected body. An empty body or null means that there is nothing.
 */
export function decode<P extends Projection>(request: UpstreamRequest<P>, answer: Answer): Outcome<DecodedDocument<P>> {
  if ('fault' in answer || answer.status < 200 || answer.status > 299) {
    return { ok: false, failure: upstreamFailure(request, answer) };
  }
  const { projection } = request;
  const isEmpty = ['', 'null'].includes(answer.text.trim());
  const text = isEmpty ? EMPTY_DOCUMENTS[projection] : answer.text;
  if (text === undefined) {
    return { ok: false, failure: emptyBody(request, answer.status) };
  }
  const decoders: { readonly [K in Projection]: Decode<K> } = DECODERS;
  const value = decoders[projection](text, request);
  return value === null
    ? { ok: false, failure: unreadable(request, answer) }
    : { ok: true, value: { projection, value } };
}
