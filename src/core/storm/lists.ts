import type { Asking } from '../asking';
import { onePart, type Listed } from '../lists/entry';
import { walk } from '../pages';
import type { Context } from '../protocol';
import type { ListQuery } from '../query/types/list';
import { APPLICATIONS_REQUEST, STREAMS_REQUEST, streamRequest } from './requests';

/** The applications of the server. */
export function listApplications(_query: ListQuery, _context: Context, asking: Asking): Listed {
  const { items, failure } = walk(APPLICATIONS_REQUEST, (page) => asking.for(page));
  const entries = items.map(({ app, type }) => ({ value: app, text: app, detail: type ?? '' }));
  return { ...onePart(failure), entries };
}

/** The streams of the named applications, where the server lists them. */
export function listStreams({ app }: ListQuery, _context: Context, asking: Asking): Listed {
  const { items, isCut, failure } = walk(STREAMS_REQUEST, (page) => asking.for(page));
  const entries = items.flatMap((each) =>
    each.stream !== null && (each.app === null || app.includes(each.app))
      ? [{ value: each.stream, text: each.stream, detail: each.state ?? '' }]
      : []
  );
  return { ...onePart(failure, isCut ? ['The server has more streams than can be listed.'] : []), entries };
}

/** The substreams of the named streams, or of all streams of the application. */
export function listSubstreams(query: ListQuery, context: Context, asking: Asking): Listed {
  if (query.streamKeys.length === 0) {
    return ofAllStreams(query, context, asking);
  }
  const outcomes = query.app.flatMap((app) =>
    query.streamKeys.flatMap((stream) => asking.for(streamRequest(app, stream)) ?? [])
  );
  const streams = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  return {
    failures: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure])),
    read: streams.length,
    warnings: [],
    entries: streams.flatMap(({ substreams }) =>
      (substreams ?? []).map((name) => ({ value: name, text: name, detail: '' }))
    ),
  };
}

function ofAllStreams({ app }: ListQuery, _context: Context, asking: Asking): Listed {
  const { items, failure } = walk(STREAMS_REQUEST, (page) => asking.for(page));
  const names = items
    .filter((each) => each.app === null || app.includes(each.app))
    .flatMap(({ substreams }) => substreams ?? []);
  return { ...onePart(failure), entries: names.map((name) => ({ value: name, text: name, detail: '' })) };
}
