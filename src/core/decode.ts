import type { DecodedOutcome } from './requestCollector';
import { emptyBody, unreadable, upstreamFailure } from './failure/upstreamError';
import type { Answer, Projection, UpstreamRequest } from './protocol';
import type { ServiceModule } from './serviceModule';

/**
 * Decodes one response, so that the host can drop its text. Fails with `upstream` for any status but a 2xx and for an
 * unexpected body. An empty body or null means that there is nothing.
 */
export function decode<P extends Projection>(
  { decoders, emptyDocuments }: ServiceModule,
  request: UpstreamRequest<P>,
  answer: Answer
): DecodedOutcome<P> {
  if ('fault' in answer || answer.status < 200 || answer.status > 299) {
    return { ok: false, failure: upstreamFailure(request, answer) };
  }
  const { projection } = request;
  const trimmed = answer.text.trim();
  const text = trimmed === '' || trimmed === 'null' ? emptyDocuments[projection] : answer.text;
  if (text === undefined) {
    return { ok: false, failure: emptyBody(request, answer.status) };
  }
  const read = decoders[projection];
  if (read === undefined) {
    throw new Error(`This host does not read ${projection}.`);
  }
  const value = read(text, request);
  return value === null ? { ok: false, failure: unreadable(request, answer) } : { ok: true, projection, value };
}
