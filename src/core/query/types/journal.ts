import type { IdField } from '../field';
import type { Common, QueryReader } from '../reader';

/** The fields of a `journal` query. */
export const JOURNAL_FIELDS = {
  app: {
    shape: 'one',
    required: true,
    label: 'Application',
    about: 'The name of the Storm application.',
  } satisfies IdField,
  streamKey: { shape: 'one', required: true, label: 'Stream', about: 'The key of the stream.' } satisfies IdField,
  substream: {
    shape: 'one',
    required: true,
    label: 'Substream',
    about: 'The quality variant whose journal is shown, such as native.',
  } satisfies IdField,
} as const;

/** What a substream's pipeline wrote of itself, as annotations or as a table. */
export interface JournalQuery extends Common {
  readonly queryType: 'journal';
  readonly app: readonly string[];
  readonly streamKey: readonly string[];
  readonly substream: readonly string[];
}

export function readJournal(reader: QueryReader): JournalQuery {
  const table = JOURNAL_FIELDS;
  return {
    queryType: 'journal',
    ...reader.common(),
    app: reader.one('app', table.app),
    streamKey: reader.one('streamKey', table.streamKey),
    substream: reader.one('substream', table.substream),
  };
}
