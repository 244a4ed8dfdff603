/** The names of the layers in 100ms' reference. */
const BY_REFERENCE: ReadonlyMap<string, string> = new Map([
  ['h', 'high'],
  ['m', 'medium'],
  ['l', 'low'],
]);
/**
 * The names of the layers in 100ms' web SDK, where `h` is half. Source:
 * `packages/hms-video-store/src/interfaces/simulcast-layers.ts` of 100mslive/web-sdks.
 */
const BY_SDK: ReadonlyMap<string, string> = new Map([
  ['f', 'high'],
  ['h', 'medium'],
  ['q', 'low'],
]);

/**
 * Returns a function that names the layer of a `rid` in one document. The reference uses h/m/l and the web SDK f/h/q,
 * so `h` is either high or medium: the other rids decide. If they do not, a rid keeps its own letter.
 */
export function layersOf(rids: ReadonlyArray<string | null>): (rid: string) => string {
  const bySdk = rids.some((rid) => rid === 'f' || rid === 'q');
  const byReference = rids.some((rid) => rid === 'm' || rid === 'l');
  if (bySdk === byReference) {
    return (rid) => rid;
  }
  const names = bySdk ? BY_SDK : BY_REFERENCE;
  return (rid) => names.get(rid) ?? rid;
}
