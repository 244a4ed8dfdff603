const SHORTEST = 4;

/** Each ID cut to the fewest characters of one end that still tell all of them apart: ObjectIDs share their start, UUIDs do not. */
export function shortened(ids: readonly string[]): (id: string) => string {
  const distinct = [...new Set(ids)];
  const longest = Math.max(0, ...distinct.map((id) => id.length));
  for (let length = SHORTEST; length < longest; length++) {
    for (const cut of [head, tail]) {
      if (new Set(distinct.map((id) => cut(id, length))).size === distinct.length) {
        return (id) => cut(id, length);
      }
    }
  }
  return (id) => id;
}

/** The first units of a text, without half a character at the end. */
function head(text: string, length: number): string {
  return text.slice(0, isHigh(text, length - 1) ? length - 1 : length);
}

/** The last units of a text, without half a character at the start. */
function tail(text: string, length: number): string {
  const from = Math.max(0, text.length - length);
  return text.slice(isHigh(text, from - 1) ? from + 1 : from);
}

/** Whether a unit is the first half of a character. */
function isHigh(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
