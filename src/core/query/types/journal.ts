import { idField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import { SUBSTREAM } from './substream';

/** The journal of a substream's pipeline, as annotations or as a table. */
export const JOURNAL = defineQueryType({
  name: 'journal',
  service: 'storm',
  label: 'Journal',
  labels: [],
  ignoresOtherFilters: true,
  fields: {
    app: SUBSTREAM.fields.app,
    streamKey: idField('Stream', 'The key of the stream.', { isFreeName: true, required: true }),
    substream: idField('Substream', 'The quality variant whose journal is shown, such as native.', {
      isFreeName: true,
      required: true,
    }),
  },
});

export type JournalQuery = QueryOf<typeof JOURNAL>;
