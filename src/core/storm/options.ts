import type { Requests } from '../requestCollector';
import { APPLICATIONS_REQUEST, streamRequest, STREAMS_REQUEST } from './requests';
import { partialResultOf, type Option, type Options } from '../collect/option';
import { paginate, type Paginated } from '../collect/pagination';
import type { Context } from '../protocol';
import { includes } from '../query/includes';
import type { ListQuery } from '../query/types/list';
import type { Stream } from './stream';

/** Returns the applications of the server. */
export function applicationOptions(_query: ListQuery, _context: Context, requests: Requests): Options {
  const list = paginate(APPLICATIONS_REQUEST, (page) => requests.outcome(page));
  return {
    ...partialResultOf(list, 'applications'),
    options: list.items.map(({ app, type }) => streamOption(app, type)),
  };
}

/** Returns the streams of the named applications, if the server lists them. */
export function streamOptions({ app }: ListQuery, _context: Context, requests: Requests): Options {
  const list = paginate(STREAMS_REQUEST, (page) => requests.outcome(page));
  const options = streamsOf(app, list).flatMap(({ stream, state }) =>
    stream === null ? [] : [streamOption(stream, state)]
  );
  return { ...partialResultOf(list, 'streams'), options };
}

/** Returns the substreams of the named streams, or of all streams of the application. */
export function substreamOptions({ app, streamKeys }: ListQuery, _context: Context, requests: Requests): Options {
  if (streamKeys.length === 0) {
    const list = paginate(STREAMS_REQUEST, (page) => requests.outcome(page));
    return { ...partialResultOf(list, 'streams'), options: streamsOf(app, list).flatMap(substreamsOf) };
  }
  const outcomes = app.flatMap((name) =>
    streamKeys.flatMap((stream) => requests.outcome(streamRequest({ app: name, stream })) ?? [])
  );
  const streams = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  return { failures, readCount: streams.length, warnings: [], options: streams.flatMap(substreamsOf) };
}

/** A stream without an application name can belong to any application. */
function streamsOf(apps: readonly string[], { items }: Paginated<Stream>): readonly Stream[] {
  return items.filter(({ app }) => app === null || includes(apps, app));
}

function substreamsOf({ substreams }: Pick<Stream, 'substreams'>): readonly Option[] {
  return (substreams ?? []).map((name) => streamOption(name, null));
}

function streamOption(name: string, detail: string | null): Option {
  return { value: name, text: name, detail: detail ?? '' };
}
