import { formatOf, isUsed, QUERY_TYPES, type QueryField, type QueryType, type Service } from '../../core';
import { LISTS } from '../../core/query/types/list';
import { t } from '../../i18n';
import { savedText, savedTexts } from '../../savedValues';
import type { PeerlensQuery } from '../../types';

/** The only format that an alert rule can use. */
export const NUMERIC = 'numeric';

/** How a field is shown, as far as its table does not say. */
export interface FieldLayout {
  /** The field of the query, or `room`: no query saves it. */
  readonly path: string;
  /** In units of 8 px. A field without a width may grow. */
  readonly width?: number;
  readonly placeholder?: string;
  /** The formats, or the lists of a variable, that show the field. Default: those that use it. */
  readonly only?: readonly string[];
  /** Whether the field has an effect in this query. Default: it has. */
  readonly hasEffect?: (query: PeerlensQuery) => boolean;
}

export type Row = readonly FieldLayout[];

/** The fields of a query type. Few queries need those of `more`, which are behind a button. */
interface Layout {
  readonly rows: readonly Row[];
  readonly more?: readonly Row[];
}

const ROOM = { width: 26, placeholder: 'Any room' };
const SESSION = { path: 'sessionId', width: 44, placeholder: 'Pick a call, or ID or $variable' };
const PEERS: Row = [{ path: 'room', ...ROOM }, SESSION, { path: 'peerIds', placeholder: 'All peers' }];
const APP = { path: 'app', width: 26, placeholder: 'Name or $variable' };
const ALL_METRICS = 'All metrics';
const ROOMS = { path: 'roomIds', placeholder: 'All rooms' };
const STREAMS: Row = [
  { ...APP, placeholder: 'All applications' },
  { path: 'streamKeys', placeholder: 'All streams' },
];
/** A query of all peers knows the senders. */
const namesPeers = ({ peerIds }: PeerlensQuery) => savedTexts(peerIds).length > 0;
const FORMAT: Row = [{ path: 'format' }, { path: 'metric', only: ['numeric'] }];
const LIVE: Row = [{ path: 'metrics' }, { path: 'intervalMs' }];

export const LAYOUTS: Readonly<Record<QueryType, Layout>> = {
  peerStats: {
    rows: [
      PEERS,
      [{ path: 'metrics', placeholder: ALL_METRICS }, { path: 'reduce' }],
      [
        { path: 'sides', width: 26, placeholder: 'Both' },
        { path: 'kinds', width: 20, placeholder: 'Both' },
        { path: 'format' },
      ],
    ],
    more: [
      [{ path: 'senders', hasEffect: namesPeers }],
      [
        { path: 'trackIds', placeholder: 'All tracks' },
        { path: 'rids', placeholder: 'All layers' },
      ],
      [
        { path: 'align' },
        {
          path: 'legend',
          placeholder: 'What differs, or a template such as {{side}} {{layer}} {{metric}}',
        },
      ],
    ],
  },
  tracks: {
    rows: [
      PEERS,
      [
        { path: 'metrics', placeholder: ALL_METRICS },
        {
          path: 'reduce',
          hasEffect: ({ metrics }) => savedTexts(metrics).join() !== 'score',
        },
      ],
      [{ path: 'format' }],
    ],
    more: [[{ path: 'senders', hasEffect: namesPeers }]],
  },
  incidents: {
    rows: [PEERS, [{ path: 'metrics', placeholder: ALL_METRICS }]],
    more: [[{ path: 'senders', hasEffect: namesPeers }]],
  },
  layers: { rows: [PEERS] },
  calls: {
    rows: [
      [ROOMS, { path: 'sessionIds', placeholder: 'All in the range' }],
      [
        { path: 'format' },
        { path: 'minPeers' },
        { path: 'value' },
        { path: 'reduce', hasEffect: ({ value }) => (savedText(value) || 'score') !== 'score' },
      ],
    ],
  },
  sessions: { rows: [[ROOMS, { path: 'limit' }]] },
  events: {
    rows: [
      [
        { path: 'roomId', ...ROOM, placeholder: "The session's room" },
        { ...SESSION, placeholder: 'All calls of the room' },
        { path: 'peerIds', placeholder: 'All peers' },
      ],
      [{ path: 'types', placeholder: 'All events' }, { path: 'errorsOnly' }],
    ],
  },
  recordings: {
    rows: [
      [ROOMS, { ...SESSION, placeholder: 'All calls' }],
      [{ path: 'statuses', placeholder: 'All recordings' }, { path: 'format' }],
    ],
  },
  substream: {
    rows: [
      [APP, { path: 'streamKeys', placeholder: 'All streams' }, { path: 'substreams', placeholder: 'All substreams' }],
      [{ path: 'format' }, { path: 'metadata' }, { path: 'verdict' }, { path: 'metric', only: ['numeric'] }],
      LIVE,
    ],
  },
  stream: { rows: [STREAMS, FORMAT, LIVE] },
  server: { rows: [FORMAT, LIVE] },
  viewers: { rows: [STREAMS, [{ path: 'format' }]] },
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
export const ROOM_FIELD: QueryField = {
  shape: 'id',
  required: false,
  label: 'Room',
  about: 'Lists only the calls of this room. It helps you to find the session and is not saved with the query.',
};

/** What decides which fields and choices there are. */
interface Editing {
  readonly service: Service;
  readonly query: PeerlensQuery;
  readonly isAlertRule: boolean;
}

/** The placeholder of a field of IDs. An alert rule has no variables. */
export function idPlaceholder(
  { placeholder = 'ID or $variable' }: FieldLayout,
  { isAlertRule }: Pick<Editing, 'isAlertRule'>
): string {
  return t(isAlertRule ? withoutVariable(placeholder) : placeholder);
}

export function withoutVariable(placeholder: string): string {
  return placeholder.replace(/ or \$\w+$/, '');
}

/** The fields of a query type by path, in the language of the user. A variable has only the lists of its service. */
export function queryFieldsOf(queryType: QueryType, editing: Editing): Readonly<Record<string, QueryField>> {
  return Object.fromEntries(
    Object.entries(englishFieldsOf(queryType, editing)).map(([path, field]) => [
      path,
      { ...field, label: t(field.label), about: t(field.about) },
    ])
  );
}

function englishFieldsOf(
  queryType: QueryType,
  { service, query, isAlertRule }: Editing
): Readonly<Record<string, QueryField>> {
  const { fields } = QUERY_TYPES[queryType];
  if (!('list' in fields)) {
    const all: Readonly<Record<string, QueryField>> = { room: ROOM_FIELD, ...fields };
    return isAlertRule && 'format' in fields ? { ...all, format: alertFormat(fields.format, query) } : all;
  }
  return { ...fields, list: { ...fields.list, choices: listsOf(service) } };
}

/** What a variable of a service can list, the default first. */
export function listsOf(service: Service): readonly string[] {
  return service === 'demo' ? QUERY_TYPES.list.fields.list.choices : LISTS[service];
}

type FormatField = Extract<QueryField, { readonly shape: 'enum' }>;

/** An alert rule takes numbers. Another format that is saved can only be left. */
function alertFormat(field: FormatField, { format = field.default }: PeerlensQuery): FormatField {
  return { ...field, choices: field.choices.filter((choice) => choice === NUMERIC || choice === format) };
}

/** The fields that have an effect in the query's format or list, row by row. */
export function visibleRows(rows: readonly Row[], query: PeerlensQuery, queryType: QueryType): readonly Row[] {
  const fields: Readonly<Record<string, QueryField>> = QUERY_TYPES[queryType].fields;
  const format = formatOf(fields, query.format);
  const mode = queryType === 'list' ? query.list : format;
  const isVisible = ({ path, only, hasEffect }: FieldLayout) => {
    const field = fields[path];
    return (
      (field === undefined || isUsed(field, format)) &&
      (only?.some((each) => each === mode) ?? true) &&
      (hasEffect?.(query) ?? true)
    );
  };
  return rows.map((row) => row.filter(isVisible)).filter((row) => row.length > 0);
}
