import { DECODERS, type DecodedDocument, type Documents } from './documents';
import { unreadable, upstreamFailure } from './failure/upstreamError';
import type { Answer, Outcome, Projection, UpstreamRequest } from './protocol';

type Decode<P extends Projection> = (text: string, request: UpstreamRequest) => Documents[P] | null;

/**
 * Decodes one response, so that the host can drop its text. Fails with `upstream` for any status but 200 and for an
 * unexpected body.
 */
export function decode<P extends Projection>(request: UpstreamRequest<P>, answer: Answer): Outcome<DecodedDocument<P>> {
  if ('fault' in answer || answer.status !== 200) {
    return { ok: false, failure: upstreamFailure(request, answer) };
  }
  const { projection } = request;
  const decoders: { readonly [K in Projection]: Decode<K> } = DECODERS;
  const value = decoders[projection](answer.text, request);
  return value === null
    ? { ok: false, failure: unreadable(request, answer) }
    : { ok: true, value: { projection, value } };
}
