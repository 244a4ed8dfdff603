import { QUERY_TYPES, type QueryField, type QueryType, type Service } from '../../core';
import { LISTS } from '../../core/query/types/list';
import type { PeerlensQuery } from '../../types';

/** How a field is shown, as far as its table does not say. */
export interface FieldLayout {
  /** The field of the query, or `room`: no query saves it. */
  readonly path: string;
  /** In units of 8 px. A field without a width may grow. */
  readonly width?: number;
  readonly placeholder?: string;
  /** Beside another field, so that its label needs no common width. */
  readonly isBeside?: true;
  /** The formats, or the lists of a variable, in which the field has an effect. Default: all. */
  readonly only?: readonly string[];
}

export type Row = readonly FieldLayout[];

/** The fields of a query type. Few queries need those of `more`, which are behind a button. */
interface Layout {
  readonly rows: readonly Row[];
  readonly more?: readonly Row[];
}

const ROOM = { width: 26, placeholder: 'Any room' };
const SESSION = { path: 'sessionId', width: 44, placeholder: 'Pick a call, or ID or $variable' };
const PEERS: Row = [
  { path: 'room', ...ROOM },
  SESSION,
  { path: 'peerIds', placeholder: 'All peers, one request each' },
];
const APP = { path: 'app', width: 26, placeholder: 'Name or $variable' };
const ROOMS = { path: 'roomIds', placeholder: 'All rooms' };

export const LAYOUTS: Readonly<Record<QueryType, Layout>> = {
  peerStats: {
    rows: [
      PEERS,
      [{ path: 'metrics' }, { path: 'reduce', isBeside: true, only: ['numeric'] }],
      [{ path: 'sides', width: 26 }, { path: 'kinds', width: 20, isBeside: true }, { path: 'format' }],
    ],
    more: [
      [{ path: 'senders' }],
      [
        { path: 'trackIds', placeholder: 'All' },
        { path: 'rids', placeholder: 'All' },
      ],
      [
        { path: 'align', only: ['timeseries'] },
        {
          path: 'legend',
          only: ['timeseries', 'table'],
          placeholder: 'What differs, or a template such as {{side}} {{layer}} {{metric}}',
        },
      ],
    ],
  },
  tracks: {
    rows: [
      PEERS,
      [
        { path: 'metrics', only: ['table', 'numeric'] },
        { path: 'reduce', isBeside: true, only: ['table', 'numeric'] },
      ],
      [{ path: 'format' }],
    ],
    more: [[{ path: 'senders' }]],
  },
  incidents: { rows: [PEERS, [{ path: 'metrics' }]], more: [[{ path: 'senders' }]] },
  layers: { rows: [PEERS] },
  calls: {
    rows: [
      [ROOMS, { path: 'sessionIds', placeholder: 'All that ended in the range' }],
      [
        { path: 'format' },
        { path: 'minPeers', isBeside: true },
        { path: 'value', isBeside: true, only: ['numeric'] },
        { path: 'reduce', isBeside: true, only: ['numeric'] },
      ],
    ],
  },
  sessions: { rows: [[ROOMS, { path: 'limit', isBeside: true }]] },
  events: {
    rows: [
      [
        { path: 'roomId', ...ROOM, placeholder: 'The room of the session' },
        { ...SESSION, placeholder: 'All calls of the room' },
        { path: 'peerIds', placeholder: 'All' },
      ],
      [
        { path: 'types', placeholder: 'All' },
        { path: 'errorsOnly', isBeside: true },
      ],
    ],
  },
  recordings: {
    rows: [
      [ROOMS, { ...SESSION, placeholder: 'All calls' }],
      [{ path: 'statuses', placeholder: 'All' }, { path: 'format' }],
    ],
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
        { path: 'metadata', isBeside: true, only: ['table'] },
        { path: 'verdict', isBeside: true, only: ['table'] },
        { path: 'metric', isBeside: true, only: ['numeric'] },
        { path: 'metrics', isBeside: true, only: ['live'], placeholder: 'healthScore' },
        { path: 'intervalMs', isBeside: true, only: ['live'] },
      ],
    ],
  },
  stream: {
    rows: [
      [
        { ...APP, placeholder: 'All applications' },
        { path: 'streamKeys', placeholder: 'All streams, one request each' },
      ],
      [
        { path: 'format' },
        { path: 'metric', isBeside: true, only: ['numeric'] },
        { path: 'metrics', isBeside: true, only: ['live'], placeholder: 'viewerCount' },
        { path: 'intervalMs', isBeside: true, only: ['live'] },
      ],
    ],
  },
  server: {
    rows: [
      [
        { path: 'format' },
        { path: 'metric', isBeside: true, only: ['numeric'] },
        { path: 'metrics', isBeside: true, only: ['live'], placeholder: 'cpuUsagePercent' },
        { path: 'intervalMs', isBeside: true, only: ['live'] },
      ],
    ],
  },
  viewers: {
    rows: [
      [
        { ...APP, placeholder: 'All applications' },
        { path: 'streamKeys', placeholder: 'All streams' },
      ],
      [{ path: 'format' }],
    ],
  },
  journal: {
    rows: [
      [
        APP,
        { path: 'streamKey', width: 34, placeholder: 'Key or $variable' },
        { path: 'substream', width: 26, placeholder: 'Name or $variable' },
      ],
    ],
  },
  // A variable usually depends on another one.
  list: {
    rows: [
      [{ path: 'list' }],
      [
        { path: 'roomIds', placeholder: 'All rooms, or $room', only: ['sessions'] },
        { path: 'sessionId', placeholder: 'ID or $session', only: ['peers', 'tracks'] },
        { path: 'peerIds', placeholder: 'All peers, or $peer', only: ['tracks'] },
        { path: 'app', placeholder: 'Name or $app', only: ['streams', 'substreams'] },
        { path: 'streamKeys', placeholder: 'All streams, or $stream', only: ['substreams'] },
      ],
    ],
  },
};

/** Narrows the list of sessions. A session is in one room, so no query needs it. */
const ROOM_FIELD: QueryField = {
  shape: 'id',
  required: false,
  label: 'Room',
  about: 'Lists only the calls of this room. It helps you to find the session and is not saved with the query.',
};

/** The fields of a query type by path. A variable has only the lists of its service. */
export function fieldsOf(queryType: QueryType, service: Service): Readonly<Record<string, QueryField>> {
  const { fields } = QUERY_TYPES[queryType];
  if (!('list' in fields)) {
    return { room: ROOM_FIELD, ...fields };
  }
  const choices = service === 'demo' ? fields.list.choices : LISTS[service];
  return { ...fields, list: { ...fields.list, choices } };
}

/** The fields that have an effect in the query's format or list, row by row. */
export function visibleRows(rows: readonly Row[], query: PeerlensQuery, queryType: QueryType): readonly Row[] {
  const { fields } = QUERY_TYPES[queryType];
  const format = query.format ?? ('format' in fields ? fields.format.default : '');
  const mode = queryType === 'list' ? query.list : format;
  return rows
    .map((row) => row.filter(({ only }) => only === undefined || only.some((each) => each === mode)))
    .filter((row) => row.length > 0);
}
