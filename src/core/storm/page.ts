import { asArray, asNumber, asObject } from '../json';
import { parseJson } from '../parseJson';
import { entriesOf, type Page } from '../collect/pagination';

/**
 * The number of rows requested per page. The maximum of a server is not documented; its response shows how many it
 * sent.
 */
export const PER_PAGE = 100;

/**
 * Decodes a page `{data: {list, currentPage, hasNext}}`; null if the text is not one. A null or missing `list` is
 * empty. Source: Storm Streaming Server 3.x, "REST API basics".
 */
export function decodePage<T>(text: string, read: (entry: unknown) => T | null): Page<T> | null {
  const document = asObject(parseJson(text));
  if (!('data' in document)) {
    return null;
  }
  const { list, currentPage, totalPages, hasNext } = asObject(document.data);
  if (!Array.isArray(list ?? [])) {
    return null;
  }
  const page = asNumber(currentPage) ?? 1;
  const hasMore = typeof hasNext === 'boolean' ? hasNext : page < (asNumber(totalPages) ?? 0);
  const isLast = !hasMore || asArray(list).length === 0;
  return { ...entriesOf(list, read), next: isLast ? null : String(page + 1) };
}
