import type { DataFrame, DataLink } from '@grafana/data';

/** Where the cells of a column lead: to the dashboard of one call, or of one of its peers. */
const CALL = { title: 'Open the call', path: '/d/peerlens-call', peer: '' };
const PEER = { title: 'Open the peer', path: '/d/peerlens-peer', peer: '&var-peer=${__data.fields.peer_id}' };
const TARGETS = new Map([
  ['start', CALL],
  ['session_id', CALL],
  ['score', CALL],
  ['peer', PEER],
]);
type Target = typeof CALL;

const START = '${__data.fields.start.numeric}';
const END = '${__data.fields.end.numeric}';
const DURATION = '${__data.fields.duration.numeric}';

/**
 * A table of sessions, or of their peers, whose cells open the dashboard of their call or peer, from the call's first to its last moment. One that is still
 * running, or whose end nobody knows, opens up to now: an end that is null is written `NaN` by Grafana, which only a function can tell apart.
 * `uid` is the data source that the dashboard is to ask.
 */
export function withSessionLinks(frame: DataFrame, uid: string): DataFrame {
  const fields = frame.fields.map((field) => {
    const target = TARGETS.get(field.name);
    return target === undefined ? field : { ...field, config: { ...field.config, links: [linkTo(target, uid)] } };
  });
  return { ...frame, fields };
}

function linkTo(target: Target, uid: string): DataLink {
  return {
    title: target.title,
    // What is shown where links are told and not followed; and the link itself where functions are lost on the way, as in a snapshot.
    url: urlTo(target, uid, START, END),
    onBuildUrl: ({ replaceVariables }) => {
      const numberIn = (field: string) => {
        const text = replaceVariables?.(field) ?? '';
        return /^\d+$/.test(text) ? Number(text) : null;
      };
      const [start, end, duration] = [numberIn(START), numberIn(END), numberIn(DURATION)];
      // A table of peers has the end of their call and its duration.
      const from = start ?? (end === null || duration === null ? null : end - duration);
      return urlTo(target, uid, from === null ? 'now-12h' : String(from), end === null ? 'now' : String(end));
    },
  };
}

function urlTo({ path, peer }: Target, uid: string, from: string, to: string): string {
  const session = '${__data.fields.session_id}';
  return `${path}?var-datasource=${encodeURIComponent(uid)}&var-session=${session}${peer}&from=${from}&to=${to}`;
}
