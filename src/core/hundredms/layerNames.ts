/** The names 100ms' reference gives the layers. */
const BY_REFERENCE: ReadonlyMap<string, string> = new Map([
  ['h', 'high'],
  ['m', 'medium'],
  ['l', 'low'],
]);
/** The names its web SDK gives them, where `h` is half. Source: `packages/hms-video-store/src/interfaces/simulcast-layers.ts` of 100mslive/web-sdks. */
const BY_SDK: ReadonlyMap<string, string> = new Map([
  ['f', 'high'],
  ['h', 'medium'],
  ['q', 'low'],
]);

/**
 * What each `rid` of one document means. The reference says h/m/l and the web SDK f/h/q, so `h` is either high or medium:
 * the rids beside it decide. A rid that they leave open keeps its own letter.
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
