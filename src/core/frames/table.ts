import type { PartialResult } from '../failure/partialResult';
import type { QueryResult } from '../protocol';
import { frame, TABLE, type Column } from './frame';
import { Notices, withNotices } from './notices';

/** The notice of an empty table if more could not be read. */
export const NOTHING_READ = 'The parts that could be read have nothing to show.';

/**
 * Returns one table of the parts that were read, with notices about the others. Without rows it is Grafana's "no data",
 * with the notice `whyEmpty`, unless a part failed. Fails with the first failure if no part was read.
 */
export function tableOf<Row>(
  refId: string,
  parts: PartialResult,
  rows: readonly Row[],
  columnsOf: (rows: readonly Row[]) => readonly Column[],
  whyEmpty: string,
  notices = new Notices()
): QueryResult {
  const [first] = parts.failures;
  if (first !== undefined && parts.readCount === 0) {
    return { ok: false, failure: first };
  }
  notices.addParts(parts);
  if (rows.length === 0) {
    notices.inform(first === undefined ? whyEmpty : NOTHING_READ);
  }
  return { ok: true, value: withNotices([frame(refId, TABLE, rows.length === 0 ? [] : columnsOf(rows))], notices) };
}
