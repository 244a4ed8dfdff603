import { defineQueryType, type QueryOf } from '../queryType';

/** The journal of a substream's pipeline, as annotations or as a table. */
export const JOURNAL = defineQueryType({
  name: 'journal',
  service: 'storm',
  label: 'Journal',
  labels: [],
  ignoresOtherFilters: true,
  fields: {
    app: {
      shape: 'id',
      isFreeName: true,
      required: true,
      label: 'Application',
      about: 'The name of the Storm application.',
    },
    streamKey: {
      shape: 'id',
      isFreeName: true,
      required: true,
      label: 'Stream',
      about: 'The key of the stream.',
    },
    substream: {
      shape: 'id',
      isFreeName: true,
      required: true,
      label: 'Substream',
      about: 'The quality variant whose journal is shown, such as native.',
    },
  },
});

export type JournalQuery = QueryOf<typeof JOURNAL>;
