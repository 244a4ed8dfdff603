import { QUERY_TYPES, type QueryType } from '../../core';
import type { PeerlensQuery } from '../../host/types';

/** Where a field stands and how it looks, as far as its shape does not tell. */
export interface FieldLayout {
  /** In the table of the query type, or `room`: a help of the picker that no query saves. */
  readonly path: string;
  /** In units of 8 px, of a field that does not take what its row has left. */
  readonly width?: number;
  readonly placeholder?: string;
  /** Stands beside the field before it, so that its label is in no column. */
  readonly isBeside?: true;
  /** In the formats in which it takes effect; in all where absent. */
  readonly formats?: readonly string[];
}

type Row = readonly FieldLayout[];

/** The fields of a query type in rows, and those that most queries leave alone, which stand behind a button. */
export interface Layout {
  readonly rows: readonly Row[];
  readonly options: readonly Row[];
}

const ROOM = { width: 26, placeholder: 'Any room' };
const SESSION = { path: 'sessionId', width: 44, placeholder: 'Pick a call, or ID or $variable' };
const PEERS: Row = [
  { path: 'room', ...ROOM },
  SESSION,
  { path: 'peerIds', placeholder: 'All peers, one request each' },
];
const APP: FieldLayout = { path: 'app', width: 26, placeholder: 'Name or $variable' };

export const LAYOUTS: Readonly<Record<Exclude<QueryType, 'list'>, Layout>> = {
  peerStats: {
    rows: [
      PEERS,
      [{ path: 'metrics' }, { path: 'reduce', isBeside: true, formats: ['numeric'] }],
      [{ path: 'sides', width: 26 }, { path: 'kinds', width: 20, isBeside: true }, { path: 'format' }],
    ],
    options: [
      [
        { path: 'trackIds', placeholder: 'All' },
        { path: 'rids', placeholder: 'All' },
      ],
      [
        { path: 'align', formats: ['timeseries'] },
        {
          path: 'legend',
          formats: ['timeseries', 'table'],
          placeholder: 'What differs, or a template such as {{side}} {{layer}} {{metric}}',
        },
      ],
    ],
  },
  tracks: {
    rows: [PEERS, [{ path: 'metrics' }, { path: 'reduce', isBeside: true }], [{ path: 'format' }]],
    options: [],
  },
  incidents: {
    rows: [PEERS, [{ path: 'metrics' }]],
    options: [],
  },
  layers: {
    rows: [PEERS],
    options: [],
  },
  calls: {
    rows: [
      [
        { path: 'roomIds', placeholder: 'All rooms' },
        { path: 'minPeers', isBeside: true },
      ],
      [
        { path: 'format' },
        { path: 'value', isBeside: true, formats: ['numeric'] },
        { path: 'reduce', isBeside: true, formats: ['numeric'] },
      ],
    ],
    options: [],
  },
  sessions: {
    rows: [
      [
        { path: 'roomIds', placeholder: 'All rooms' },
        { path: 'limit', isBeside: true },
      ],
    ],
    options: [],
  },
  events: {
    rows: [
      [
        { path: 'roomId', ...ROOM, placeholder: 'The room of the session' },
        { ...SESSION, placeholder: 'All calls of the room' },
        { path: 'peerIds', placeholder: 'All' },
      ],
      [{ path: 'types' }, { path: 'errorsOnly', isBeside: true }],
    ],
    options: [],
  },
  substream: {
    rows: [
      [
        APP,
        { path: 'streamKeys', placeholder: 'All streams, one request each' },
        { path: 'substreams', placeholder: 'All substreams, one request each' },
      ],
      [
        { path: 'format' },
        { path: 'metadata', isBeside: true, formats: ['table'] },
        { path: 'metric', isBeside: true, formats: ['numeric'] },
        { path: 'metrics', formats: ['live'], placeholder: 'healthScore' },
        { path: 'intervalMs', isBeside: true, formats: ['live'] },
      ],
    ],
    options: [],
  },
  journal: {
    rows: [
      [
        APP,
        { path: 'streamKey', width: 34, placeholder: 'Key or $variable' },
        { path: 'substream', width: 26, placeholder: 'Name or $variable' },
      ],
    ],
    options: [],
  },
};

/** The fields of the rows that take effect in the query's format, row by row. */
export function shownRows(rows: readonly Row[], query: PeerlensQuery, queryType: QueryType): readonly Row[] {
  const { fields } = QUERY_TYPES[queryType];
  const format = query.format ?? ('format' in fields ? fields.format.fallback : '');
  return rows
    .map((row) => row.filter(({ formats }) => formats === undefined || formats.includes(format)))
    .filter((row) => row.length > 0);
}
