import { asId, asObject } from '../json';
import type { Page } from '../collect/pagination';
import { decodePage } from './page';

/** An application of a Storm server. Plain JSON. */
export interface Application {
  readonly app: string;
  /** Such as `MONO` or `EDGE`; an open set. */
  readonly type: string | null;
}

/**
 * Decodes a page of `GET /applications`; null if the text is not one. Entries without a name are counted and left out.
 */
export function decodeApplications(text: string): Page<Application> | null {
  return decodePage(text, (entry) => {
    const { name, appName, type, appType } = asObject(entry);
    const app = asId(name ?? appName);
    return app === null ? null : { app, type: asId(type ?? appType) };
  });
}
