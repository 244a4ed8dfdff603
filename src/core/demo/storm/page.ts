import { wholeOf } from '../params';

/** Where a list is cut. The server gives at most so many rows, whatever is asked for, and says how many. */
const MOST_ROWS = 100;

/** A page of a list. Source: Storm "Application List". */
export interface Page<T> {
  readonly totalItems: number;
  readonly itemsPerPage: number;
  readonly totalPages: number;
  readonly currentPage: number;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly list: readonly T[];
}

/** The asked page, empty behind the last one; null where `page` or `rowsPerPage` is not a whole number from 1 on. */
export function pageOf<T>(
  all: readonly T[],
  query: Readonly<Record<string, string>>,
  rowsPerPage: number
): Page<T> | null {
  const currentPage = wholeOf(query.page, 1, Infinity, 1);
  const asked = wholeOf(query.rowsPerPage, 1, Infinity, rowsPerPage);
  if (currentPage === null || asked === null) {
    return null;
  }
  const itemsPerPage = Math.min(asked, MOST_ROWS);
  const totalPages = Math.ceil(all.length / itemsPerPage);
  return {
    totalItems: all.length,
    itemsPerPage,
    totalPages,
    currentPage,
    hasPrevious: currentPage > 1,
    hasNext: currentPage < totalPages,
    list: all.slice((currentPage - 1) * itemsPerPage, currentPage * itemsPerPage),
  };
}
