import { CoreApp, type DataFrame, type DataLink } from '@grafana/data';
import type { QueryType } from '../core';
import type { PeerlensQuery } from './types';

/** A value of the row that a link stands in. */
const of = (column: string) => `\${__data.fields.${column}}`;
const numeric = (column: string) => `\${__data.fields.${column}.numeric}`;

/** Where a cell leads. */
interface Target {
  readonly title: string;
  /** Where a dashboard's cell leads; null where it does not. */
  readonly path: string | null;
  /** What Explore asks beside what it shows; null where the query that was asked does not tell enough. */
  readonly next: (asked: PeerlensQuery) => Partial<PeerlensQuery> | null;
}

const sessionId = of('session_id');
const CALL: Target = {
  title: 'Open the call',
  path: `/d/peerlens-call?var-session=${sessionId}`,
  next: () => ({ queryType: 'tracks', sessionId }),
};
const PEER: Target = {
  title: 'Open the peer',
  path: `/d/peerlens-peer?var-session=${sessionId}&var-peer=${of('peer_id')}`,
  next: () => ({ queryType: 'tracks', sessionId, peerIds: [of('peer_id')] }),
};
/** No column tells the session of a track. The shipped dashboards link its peer with their variables. */
const TRACK: Target = {
  title: 'Show its samples',
  path: null,
  next: ({ sessionId: asked }) =>
    typeof asked !== 'string' || asked === ''
      ? null
      : {
          queryType: 'peerStats',
          sessionId: asked,
          peerIds: [of('peer_id')],
          sides: [of('side')],
          kinds: [of('kind')],
        },
};
const SUBSTREAM: Target = {
  title: 'Open the substream',
  path: `/d/peerlens-substream?var-app=${of('app')}&var-stream=${of('stream')}&var-substream=${of('substream')}`,
  // Not the format live: Explore gives what it opens beside the end of its own range, which stands still.
  next: () => ({ queryType: 'journal', app: of('app'), streamKey: of('stream'), substream: of('substream') }),
};

/** The columns of each query type's tables that lead on. */
const TARGETS: Partial<Record<QueryType, Readonly<Record<string, Target>>>> = {
  sessions: { start: CALL, session_id: CALL },
  calls: { score: CALL, session_id: CALL, peer: PEER },
  events: { session_id: CALL, peer: PEER },
  tracks: { peer: TRACK },
  incidents: { peer: TRACK },
  substream: { stream: SUBSTREAM, substream: SUBSTREAM },
};

/** Who asked what of which data source. */
export interface Asked {
  /** With its variables resolved. */
  readonly query: PeerlensQuery;
  readonly queryType: QueryType | null;
  readonly app: string | undefined;
  readonly source: { readonly uid: string; readonly name: string };
}

/** A table whose cells lead on: to the shipped dashboard of a call, a peer or a substream, in Explore to the next query. */
export function withRowLinks(frame: DataFrame, asked: Asked): DataFrame {
  const targets = (asked.queryType === null ? undefined : TARGETS[asked.queryType]) ?? {};
  const fields = frame.fields.map((field) => {
    const target = Object.hasOwn(targets, field.name) ? targets[field.name] : undefined;
    const link = target === undefined ? null : linkTo(target, frame, asked);
    return link === null ? field : { ...field, config: { ...field.config, links: [link] } };
  });
  return { ...frame, fields };
}

function linkTo({ title, path, next }: Target, frame: DataFrame, { query, app, source }: Asked): DataLink | null {
  if (app !== CoreApp.Explore) {
    return path === null ? null : { title, ...dashboardAt(path, frame, source.uid) };
  }
  const asks = next(query);
  const { uid: datasourceUid, name: datasourceName } = source;
  return (
    asks && { title, url: '', internal: { datasourceUid, datasourceName, query: { refId: 'A', version: 1, ...asks } } }
  );
}

/**
 * A dashboard on the same data source, in the same range. Of a row of a call it opens from the call's first to its last moment. One that is still running, or whose end nobody
 * knows, opens up to now: an end that is null is written `NaN` by Grafana, which only a function can tell apart.
 */
function dashboardAt(path: string, frame: DataFrame, uid: string): Pick<DataLink, 'url' | 'onBuildUrl'> {
  const url = `${path}&var-datasource=${encodeURIComponent(uid)}`;
  if (!frame.fields.some(({ name }) => name === 'end')) {
    return { url: `${url}&\${__url_time_range}` };
  }
  const between = (from: string, to: string) => `${url}&from=${from}&to=${to}`;
  return {
    // What is shown where links are told and not followed; and the link itself where functions are lost on the way, as in a snapshot.
    url: between(numeric('start'), numeric('end')),
    onBuildUrl: ({ replaceVariables }) => {
      const numberIn = (column: string) => {
        const text = replaceVariables?.(numeric(column)) ?? '';
        return /^\d+$/.test(text) ? Number(text) : null;
      };
      const [start, end, duration] = [numberIn('start'), numberIn('end'), numberIn('duration')];
      // A table of peers has the end of their call and its duration.
      const from = start ?? (end === null || duration === null ? null : end - duration);
      return between(from === null ? 'now-12h' : String(from), end === null ? 'now' : String(end));
    },
  };
}
