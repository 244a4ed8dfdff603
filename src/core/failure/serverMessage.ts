import { asArray, asObject, asText } from '../json';
import { parseJson } from '../parseJson';
import { truncate } from './text';
import { headingOf } from './webPage';

const MAX_DETAILS = 10;

/**
 * Returns the server's own message: `message` and `details` of a JSON error, the heading of a
 * web page, else the start of the body.
 */
export function serverMessage(body: string): string {
  const { message, details } = asObject(parseJson(body));
  const detail = asArray(details)
    .slice(0, MAX_DETAILS)
    .flatMap((text) => asText(text) ?? []);
  const text = asText(message);
  if (text !== null) {
    return truncate(
      [withoutFullStop(truncate(text)), ...(detail.length > 0 ? [`(${detail.join(', ')})`] : [])].join(' ')
    );
  }
  return truncate(headingOf(body) ?? body, 100) || 'no message';
}

/** Returns a sentence without the dots at its end. */
function withoutFullStop(sentence: string): string {
  let end = sentence.length;
  while (end > 0 && '. '.includes(sentence.charAt(end - 1))) {
    end--;
  }
  return sentence.slice(0, end);
}
