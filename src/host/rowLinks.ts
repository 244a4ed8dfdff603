import { CoreApp, type DataFrame, type DataLink } from '@grafana/data';
import { QUERY_VERSION, type QueryType } from '../core';
import type { PeerlensQuery } from '../types';

/** A value of the link's row, in a query. */
const cell = (column: string) => `\${__data.fields.${column}}`;
/** A value of the link's row, in a path. Without a format Grafana leaves `&`, `#`, `+` and `%` as they are. */
const encoded = (column: string) => `\${__data.fields.${column}:percentencode}`;
const numeric = (column: string) => `\${__data.fields.${column}.numeric}`;

/** The target of a cell's link. */
interface Target {
  readonly title: string;
  /** In a dashboard; null for no link. */
  readonly path: string | null;
  /** The query that Explore opens beside the present one; null if the present query does not name what it needs. */
  readonly next: (present: PeerlensQuery) => Partial<PeerlensQuery> | null;
}

const sessionId = cell('session_id');
const CALL: Target = {
  title: 'Open the call',
  path: `/d/peerlens-call?var-session=${encoded('session_id')}`,
  next: () => ({ queryType: 'tracks', sessionId }),
};
const PEER: Target = {
  title: 'Open the peer',
  path: `/d/peerlens-peer?var-session=${encoded('session_id')}&var-peer=${encoded('peer_id')}`,
  next: () => ({ queryType: 'tracks', sessionId, peerIds: [cell('peer_id')] }),
};
/** No column has the session of a track. The shipped dashboards link its peer with their variables. */
const TRACK: Target = {
  title: 'Show its samples',
  path: null,
  next: ({ sessionId: present }) =>
    typeof present === 'string' && present !== ''
      ? {
          queryType: 'peerStats',
          sessionId: present,
          peerIds: [cell('peer_id')],
          trackIds: [cell('track_id')],
          metrics: ['packet_loss_percent'],
        }
      : null,
};
const SUBSTREAM: Target = {
  title: 'Open the substream',
  path: `/d/peerlens-substream?var-app=${encoded('app')}&var-stream=${encoded('stream')}&var-substream=${encoded('substream')}`,
  // Not the format live: Explore opens it with the end of its own range, which does not move.
  next: () => {
    const [app, streamKey, substream] = [cell('app'), cell('stream'), cell('substream')];
    return { queryType: 'journal', app, streamKey, substream, literals: [app, streamKey, substream] };
  },
};

const STREAM: Target = {
  title: 'Show its substreams',
  path: `/d/peerlens-streams?var-app=${encoded('app')}&var-filters=stream%7C%3D%7C${encoded('stream')}`,
  next: () => {
    const [app, stream] = [cell('app'), cell('stream')];
    return { queryType: 'substream', app, streamKeys: [stream], literals: [app, stream] };
  },
};

/** The columns with links, by query type. */
const TARGETS: Partial<Record<QueryType, Readonly<Record<string, Target>>>> = {
  sessions: { start: CALL, session_id: CALL },
  calls: { score: CALL, session_id: CALL, peer: PEER },
  events: { session_id: CALL, peer: PEER },
  tracks: { peer: TRACK },
  incidents: { peer: TRACK },
  substream: { stream: SUBSTREAM, substream: SUBSTREAM },
  stream: { stream: STREAM },
};

/** The query of a frame, and where it is shown. */
export interface FrameOrigin {
  /** With its variables resolved. */
  readonly query: PeerlensQuery;
  readonly queryType: QueryType | null;
  readonly app: string | undefined;
  readonly source: { readonly uid: string; readonly name: string };
}

/**
 * Links the cells of a table to the shipped dashboard of a call, a peer or a substream; in Explore to the next query.
 */
export function withRowLinks(frame: DataFrame, origin: FrameOrigin): DataFrame {
  const targets = (origin.queryType === null ? undefined : TARGETS[origin.queryType]) ?? {};
  const fields = frame.fields.map((field) => {
    const target = Object.hasOwn(targets, field.name) ? targets[field.name] : undefined;
    const link = target === undefined ? null : linkTo(target, frame, origin);
    return link === null ? field : { ...field, config: { ...field.config, links: [link] } };
  });
  return { ...frame, fields };
}

function linkTo({ title, path, next }: Target, frame: DataFrame, { query, app, source }: FrameOrigin): DataLink | null {
  if (app !== CoreApp.Explore) {
    return path === null ? null : { title, ...dashboardLink(path, frame, source.uid) };
  }
  const opened = next(query);
  const internal = { datasourceUid: source.uid, datasourceName: source.name };
  return (
    opened && { title, url: '', internal: { ...internal, query: { refId: 'A', version: QUERY_VERSION, ...opened } } }
  );
}

/**
 * A dashboard on the same data source, in the same range. The row of a call opens the time of the call, up to now if
 * the call is still running or nobody knows its end. Only a function can do that: Grafana writes an end that is null as
 * `NaN`.
 */
function dashboardLink(path: string, frame: DataFrame, uid: string): Pick<DataLink, 'url' | 'onBuildUrl'> {
  const url = `${path}&var-datasource=${encodeURIComponent(uid)}`;
  if (!frame.fields.some(({ name }) => name === 'end')) {
    return { url: `${url}&\${__url_time_range}` };
  }
  const withRange = (from: string, to: string) => `${url}&from=${from}&to=${to}`;
  return {
    // The address that a tooltip shows, and that a snapshot keeps, which loses functions.
    url: withRange(numeric('start'), numeric('end')),
    onBuildUrl: ({ replaceVariables }) => {
      const numberIn = (column: string) => {
        const text = replaceVariables?.(numeric(column)) ?? '';
        return /^\d+$/.test(text) ? Number(text) : null;
      };
      const [start, end, duration] = [numberIn('start'), numberIn('end'), numberIn('duration')];
      // A table of peers has the end and the duration of their call.
      const from = start ?? (end === null || duration === null ? null : end - duration);
      return withRange(from === null ? 'now-12h' : String(from), end === null ? 'now' : String(end));
    },
  };
}
