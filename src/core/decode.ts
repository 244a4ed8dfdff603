import type { DecodedOutcome } from './requestCollector';
import { emptyBody, unreadable, upstreamFailure } from './failure/upstreamError';
import type { UpstreamResponse, Projection, UpstreamRequest } from './protocol';
import type { ServiceModule } from './serviceModule';

/**
 * Decodes one response, so that the host can drop its text. Fails with `upstream` for any status but a 2xx and for an
 * unexpected body. An empty body or null means that there is nothing.
 */
export function decode<P extends Projection>(
  { decoders, emptyDocuments }: ServiceModule,
  request: UpstreamRequest<P>,
  response: UpstreamResponse
): DecodedOutcome<P> {
  if ('fault' in response || response.status < 200 || response.status > 299) {
    return { ok: false, failure: upstreamFailure(request, response) };
  }
  const { projection } = request;
  const trimmed = response.text.trim();
  const text = trimmed === '' || trimmed === 'null' ? emptyDocuments[projection] : response.text;
  if (text === undefined) {
    return { ok: false, failure: emptyBody(request, response.status) };
  }
  const read = decoders[projection];
  if (read === undefined) {
    throw new Error(`This host does not read ${projection}.`);
  }
  const value = read(text, request);
  return value === null ? { ok: false, failure: unreadable(request, response) } : { ok: true, projection, value };
}
