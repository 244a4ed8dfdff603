import type { DataFrame, DataLink } from '@grafana/data';

/** The dashboard of one call. */
const CALL_DASHBOARD = 'peerlens-call';
/** What these columns' cells link from. */
const LINKED: readonly string[] = ['start', 'session_id'];

const START = '${__data.fields.start.numeric}';
const END = '${__data.fields.end.numeric}';

/**
 * A table of sessions whose cells open the dashboard of their call, from its first to its last moment. One that is still running, or
 * whose end nobody knows, opens up to now: an end that is null is written `NaN` by Grafana, which only a function can tell apart.
 * `uid` is the data source that the dashboard is to ask.
 */
export function withSessionLinks(frame: DataFrame, uid: string): DataFrame {
  const fields = frame.fields.map((field) =>
    LINKED.includes(field.name) ? { ...field, config: { ...field.config, links: [linkTo(uid)] } } : field
  );
  return { ...frame, fields };
}

function linkTo(uid: string): DataLink {
  return {
    title: 'Open the call',
    // What is shown where links are told and not followed; and the link itself where functions are lost on the way, as in a snapshot.
    url: urlTo(uid, START, END),
    onBuildUrl: ({ replaceVariables }) => {
      const isKnown = (time: string) => /^\d+$/.test(replaceVariables?.(time) ?? '');
      return urlTo(uid, isKnown(START) ? START : 'now-12h', isKnown(END) ? END : 'now');
    },
  };
}

function urlTo(uid: string, from: string, to: string): string {
  const session = '${__data.fields.session_id}';
  return `/d/${CALL_DASHBOARD}?var-datasource=${encodeURIComponent(uid)}&var-session=${session}&from=${from}&to=${to}`;
}
