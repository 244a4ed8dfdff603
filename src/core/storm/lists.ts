import type { Asking } from '../asking';
import { partsOf, type Entry, type Listed } from '../lists/entry';
import { walk, type Walk } from '../pages';
import type { Context } from '../protocol';
import type { ListQuery } from '../query/types/list';
import { APPLICATIONS_REQUEST, STREAMS_REQUEST, streamRequest } from './requests';
import type { Stream } from './stream';

/** The applications of the server. */
export function listApplications(_query: ListQuery, _context: Context, asking: Asking): Listed {
  const list = walk(APPLICATIONS_REQUEST, (page) => asking.for(page));
  return { ...partsOf(list, 'applications'), entries: list.items.map(({ app, type }) => entryOf(app, type)) };
}

/** The streams of the named applications, where the server lists them. */
export function listStreams({ app }: ListQuery, _context: Context, asking: Asking): Listed {
  const list = allStreams(asking);
  const entries = streamsOf(app, list).flatMap(({ stream, state }) =>
    stream === null ? [] : [entryOf(stream, state)]
  );
  return { ...partsOf(list, 'streams'), entries };
}

/** The substreams of the named streams, or of all streams of the application. */
export function listSubstreams({ app, streamKeys }: ListQuery, _context: Context, asking: Asking): Listed {
  if (streamKeys.length === 0) {
    const list = allStreams(asking);
    return { ...partsOf(list, 'streams'), entries: streamsOf(app, list).flatMap(substreamsOf) };
  }
  const outcomes = app.flatMap((name) => streamKeys.flatMap((stream) => asking.for(streamRequest(name, stream)) ?? []));
  const streams = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  return { failures, read: streams.length, warnings: [], entries: streams.flatMap(substreamsOf) };
}

function allStreams(asking: Asking): Walk<Stream> {
  return walk(STREAMS_REQUEST, (page) => asking.for(page));
}

/** A stream that does not say its application may be of any. */
function streamsOf(apps: readonly string[], { items }: Walk<Stream>): readonly Stream[] {
  return items.filter(({ app }) => app === null || apps.includes(app));
}

function substreamsOf({ substreams }: Stream): readonly Entry[] {
  return (substreams ?? []).map((name) => entryOf(name, null));
}

function entryOf(name: string, detail: string | null): Entry {
  return { value: name, text: name, detail: detail ?? '' };
}
