import type { Requests } from '../../requestCollector';
import { limitOf } from '../../collect/limits';
import { failure, type Failure } from '../../failure/failure';
import { skippedEntries } from '../../failure/partialResult';
import { columnsOver, frame, NUMERIC, textMapping, type Column } from '../../frames/frame';
import { Notices } from '../../frames/notices';
import { tableOf } from '../../frames/table';
import type { Context, QueryResult } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import type { RecordingsQuery } from '../../query/types/recordings';
import { recordingRequest } from '../requests';
import { addRoomNameNotice, roomNameOf, roomNames } from '../sessions/roomNames';
import { fetchRecordings, type FetchedRecordings } from './fetchRecordings';
import { describeRange } from '../../measurements/numberRange';
import { VIDEO_RANGES, type RecordedVideo, type Recording } from './recording';

/**
 * Requests the recordings that overlap the range, and returns a function that builds a frame of them. It fails if no
 * list could be read.
 */
export function collectRecordings(query: RecordingsQuery, context: Context, requests: Requests): () => QueryResult {
  const fetched = fetchRecordings(query, context, requests);
  return query.format === 'numeric'
    ? collectNumeric(query, fetched, requests)
    : collectTable(query, fetched, context, requests);
}

type Row = Recording & { readonly room: string | null; readonly video: RecordedVideo | null };

function collectTable(
  query: RecordingsQuery,
  fetched: FetchedRecordings,
  context: Context,
  requests: Requests
): () => QueryResult {
  const maxVideos = limitOf('maxPeers', context);
  if (!maxVideos.ok) {
    return () => maxVideos;
  }
  const { recordings, isComplete, ...parts } = fetched;
  const listed = isComplete ? recordings : [];
  const rooms = roomNames(
    listed.map(({ room_id }) => room_id),
    requests
  );
  const named = listed.map((recording) => ({ ...recording, room: roomNameOf(rooms, recording) }));
  const matching = named.filter(({ session_id, room_id, room, status }) =>
    matchesKnown({ session_id, room_id, room, status }, query.filters)
  );
  const completed = matching.filter(({ status }) => status === 'completed');
  const videos = fetchVideos(rooms.isComplete ? completed.slice(0, maxVideos.value) : [], requests);
  return () => {
    const notices = new Notices();
    addRoomNameNotice(rooms, notices);
    const withoutSize = completed.length - Math.min(completed.length, maxVideos.value);
    if (withoutSize > 0) {
      notices.warn(
        `Sizes are requested only for the newest ${maxVideos.value} recordings (maxPeers): ${withoutSize} without a size.`
      );
    }
    notices.warn(videos.failures.map(({ message }) => message));
    notices.warn(describeImpossible(matching, videos.impossible));
    const rows = matching.map((recording): Row => ({
      ...recording,
      video: videos.byId.get(recording.recording_id) ?? null,
    }));
    return tableOf(query.refId, parts, rows, columnsOf, 'No recording overlaps the range.', notices);
  };
}

/** The videos of recordings by recording ID, as far as they could be read. */
interface Videos {
  readonly byId: ReadonlyMap<string, RecordedVideo>;
  readonly failures: readonly Failure[];
  readonly impossible: RecordedVideo['impossible'];
}

function fetchVideos(recordings: readonly Recording[], requests: Requests): Videos {
  const outcomes = recordings.map(({ recording_id }) => ({
    recording_id,
    outcome: requests.outcome(recordingRequest(recording_id)),
  }));
  const read = outcomes.flatMap(({ recording_id, outcome }) =>
    outcome?.ok ? [[recording_id, outcome.value] as const] : []
  );
  return {
    byId: new Map(read),
    failures: outcomes.flatMap(({ outcome }) => (outcome?.ok === false ? [outcome.failure] : [])),
    impossible: read.flatMap(([, { impossible }]) => impossible),
  };
}

/** Returns a warning about the numbers that are empty because they are impossible; none if there are none. */
function describeImpossible(
  recordings: readonly Recording[],
  ofVideos: RecordedVideo['impossible']
): readonly string[] {
  const backwards = recordings.filter(({ time, stopped_at }) => stopped_at !== null && stopped_at < time).length;
  const counts = [
    ...(backwards > 0 ? [`${backwards} of duration below 0`] : []),
    ...(['width', 'height', 'size'] as const).flatMap((name) => {
      const count = ofVideos.filter((each) => each === name).length;
      return count === 0
        ? []
        : [`${count} of ${name} outside ${describeRange(VIDEO_RANGES[name], name === 'size' ? 'bytes' : 'suffix:px')}`];
    }),
  ];
  return counts.length === 0 ? [] : [`Impossible values are empty: ${counts.join('; ')}.`];
}

function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('start', 'nullableTime', ({ time }) => time),
    columnOf('end', 'nullableTime', ({ stopped_at }) => stopped_at, { description: 'Empty while it runs' }),
    columnOf('duration', 'number', durationOf, { unit: 'ms', min: 0 }),
    columnOf('room', 'text', ({ room }) => room),
    columnOf('status', 'text', ({ status }) => status),
    columnOf('failed', 'number', failedOf, { ...FAILED, mappings: textMapping({ 0: 'no', 1: 'yes' }) }),
    columnOf('width', 'number', ({ video }) => video?.width ?? null, {
      unit: 'suffix:px',
      min: 0,
      description: 'Width of the video',
    }),
    columnOf('height', 'number', ({ video }) => video?.height ?? null, {
      unit: 'suffix:px',
      min: 0,
      description: 'Height of the video',
    }),
    columnOf('size', 'number', ({ video }) => video?.size ?? null, { unit: 'decbytes', min: 0 }),
    columnOf('kinds', 'text', ({ kinds }) => (kinds.length === 0 ? null : kinds.join(', '))),
    columnOf('session_id', 'text', ({ session_id }) => session_id),
    columnOf('room_id', 'text', ({ room_id }) => room_id),
    columnOf('recording_id', 'text', ({ recording_id }) => recording_id),
  ];
}

function durationOf({ time, stopped_at }: Recording): number | null {
  return stopped_at === null || stopped_at < time ? null : stopped_at - time;
}

function failedOf({ status }: Recording): number | null {
  return status === null ? null : Number(status === 'failed');
}

const FAILED = { description: '1 if the recording failed, else 0', min: 0, max: 1 };

/** One row of the numeric format. The row of a list that could not be read has the IDs of its room and session only. */
type NumericRow = Pick<Recording, 'room_id' | 'session_id'> &
  Partial<Pick<Recording, 'recording_id' | 'status'>> & {
    readonly value: number | null;
  };

/** Returns a function that builds a row for each recording, and a row of null for each list that failed. */
function collectNumeric(
  { refId, filters }: RecordingsQuery,
  fetched: FetchedRecordings,
  requests: Requests
): () => QueryResult {
  const { recordings, isComplete, failedLists, isTruncated, skipped, failures, readCount, warnings } = fetched;
  // A name is no label, so it is requested for a filter only.
  const hasRoomFilter = filters.some(({ key }) => key === 'room');
  const rooms = roomNames(hasRoomFilter && isComplete ? recordings.map(({ room_id }) => room_id) : [], requests);
  return () => {
    const [first] = failures;
    if (first !== undefined && readCount === 0) {
      return { ok: false, failure: first };
    }
    if (isTruncated) {
      // An alert shows no notice, and the recordings that were not read may have failed.
      const [finding = ''] = warnings;
      return { ok: false, failure: failure('user', 400, finding, 'An alert rule needs all of them.') };
    }
    const numericFailure = skippedEntries('100ms', skipped, 'recordings') ?? rooms.failure;
    if (numericFailure !== null) {
      return { ok: false, failure: numericFailure };
    }
    const matching = recordings.filter((recording) => {
      const { session_id, room_id, status } = recording;
      return matchesKnown({ session_id, room_id, room: roomNameOf(rooms, recording), status }, filters);
    });
    const rows: readonly NumericRow[] = [
      ...matching.map((recording) => ({ ...recording, value: failedOf(recording) })),
      ...failedLists.map(({ room_id, session_id }) => ({ room_id, session_id, value: null })),
    ];
    const columnOf = columnsOver(rows);
    const columns = [
      columnOf('room_id', 'text', ({ room_id }) => room_id),
      columnOf('session_id', 'text', ({ session_id }) => session_id),
      columnOf('recording_id', 'text', ({ recording_id }) => recording_id ?? null),
      columnOf('status', 'text', ({ status }) => status ?? null),
      columnOf('failed', 'number', ({ value }) => value, FAILED),
    ];
    return { ok: true, value: [frame(refId, NUMERIC, rows.length === 0 ? [] : columns)] };
  };
}
