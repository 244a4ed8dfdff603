/** How a value goes through a call: its values at seconds after the start, ascending, with straight lines between them. */
export type Timeline = ReadonlyArray<readonly [second: number, value: number]>;

/** The value at milliseconds after the start; before the first point and after the last, theirs. */
export function along(timeline: Timeline, at: number): number {
  const second = at / 1_000;
  // A loop by index: this is the generator's innermost, and the Go engine runs closures and iterators slowly.
  let next = 0;
  while (next < timeline.length - 1 && second >= (timeline[next]?.[0] ?? 0)) {
    next++;
  }
  const from = timeline[Math.max(0, next - 1)];
  const to = timeline[next];
  if (from === undefined || to === undefined) {
    return 0;
  }
  const part = from === to ? 0 : Math.min(1, Math.max(0, (second - from[0]) / (to[0] - from[0])));
  return from[1] + (to[1] - from[1]) * part;
}
