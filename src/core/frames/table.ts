import type { PartialResult } from '../failure/partialResult';
import type { QueryResult } from '../protocol';
import { frame, type Column, type FrameMeta } from './frame';
import { Notices } from './notices';

const TABLE: FrameMeta = { typeVersion: [0, 0], preferredVisualisationType: 'table' };

/** The notice of an empty table if more could not be read. */
export const NOTHING_READ = 'There is nothing to show of what could be read.';

/**
 * Returns one table of the parts that were read, with notices about the others. Without rows it is Grafana's "no data",
 * with the notice `whyEmpty`, unless a part failed. Fails with the first failure if no part was read.
 */
export function tableOf<Row>(
  refId: string,
  { failures, read, warnings }: PartialResult,
  rows: readonly Row[],
  columnsOf: (rows: readonly Row[]) => readonly Column[],
  whyEmpty: string,
  notices = new Notices()
): QueryResult {
  const [first] = failures;
  if (first !== undefined && read === 0) {
    return { ok: false, failure: first };
  }
  for (const warning of [...failures.map(({ message }) => message), ...warnings]) {
    notices.add('warning', warning);
  }
  if (rows.length === 0) {
    notices.add('info', failures.length === 0 ? whyEmpty : NOTHING_READ);
  }
  const merged = notices.merged();
  const meta: FrameMeta = { ...TABLE, ...(merged === undefined ? {} : { notices: merged }) };
  return { ok: true, value: [frame(refId, meta, rows.length === 0 ? [] : columnsOf(rows))] };
}
