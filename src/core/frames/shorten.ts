const SHORTEST = 4;

/** Each ID cut to the fewest characters of one end that still tell all of them apart: ObjectIDs share their start, UUIDs do not. */
export function shortened(ids: readonly string[]): (id: string) => string {
  const distinct = [...new Set(ids)];
  const longest = Math.max(0, ...distinct.map((id) => id.length));
  for (let length = SHORTEST; length < longest; length++) {
    for (const cut of [
      (id: string) => [...id].slice(0, length).join(''),
      (id: string) => [...id].slice(-length).join(''),
    ]) {
      if (new Set(distinct.map(cut)).size === distinct.length) {
        return cut;
      }
    }
  }
  return (id) => id;
}
