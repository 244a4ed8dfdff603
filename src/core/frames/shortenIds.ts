import { cutText } from '../json';

const MIN_LENGTH = 4;

/**
 * Returns a function that cuts an ID to the fewest characters, from one end, that still distinguish all IDs: ObjectIDs
 * share their start, UUIDs do not. If a length distinguishes them, so does each greater one; so a binary search finds
 * the smallest.
 */
export function shortenIds(ids: readonly string[]): (id: string) => string {
  const distinct = [...new Set(ids)];
  const longest = distinct.reduce((most, id) => Math.max(most, id.length), 0);
  const fewest = (cut: typeof cutText): number => {
    let [low, high] = [MIN_LENGTH, longest];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (new Set(distinct.map((id) => cut(id, middle))).size === distinct.length) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  const [ofHead, ofTail] = [fewest(cutText), fewest(tail)];
  const length = Math.min(ofHead, ofTail);
  return length >= longest ? (id) => id : (id) => (ofHead <= ofTail ? cutText : tail)(id, length);
}

/** Returns the last units of a text, without half a character at the start. */
function tail(text: string, length: number): string {
  const from = Math.max(0, text.length - length);
  const before = text.charCodeAt(from - 1);
  return text.slice(before >= 0xd800 && before <= 0xdbff ? from + 1 : from);
}
