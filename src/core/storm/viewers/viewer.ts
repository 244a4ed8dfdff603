import type { Page } from '../../collect/pagination';
import { asId, isObject } from '../../json';
import { decodePage } from '../page';

/** What is read of a viewer: nothing that says who it is. Plain JSON. */
export interface Viewer {
  /** Such as `STORM_HLS_VIEWER` or `TRANSCODER`; an open set. */
  readonly harnessType: string | null;
  readonly substream: string | null;
}

/**
 * Decodes a page of `GET /streams/{app}/{streamKey}/viewers`; null if the text is not one. Source: Storm "Stream
 * Viewers".
 */
export function decodeViewers(text: string): Page<Viewer> | null {
  return decodePage(text, (entry) => {
    if (!isObject(entry)) {
      return null;
    }
    const { harnessType, subStream } = entry;
    return { harnessType: asId(harnessType), substream: asId(subStream) };
  });
}
