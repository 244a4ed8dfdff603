import type { UpstreamRequest } from '../../protocol';
import { asName, asInstant, asId, asNumber, asObject, asText, withoutDirections, type JsonObject } from '../../json';
import { within, type NumberRange } from '../../measurements/numberRange';
import { parseJson } from '../../parseJson';
import type { Page } from '../../collect/pagination';
import { pageOf } from '../page';
import { VIDEO_RANGES } from '../recordings/recording';

/** An event in a room. A member that the document lacks is null. Plain JSON. */
export interface CallEvent {
  readonly id: string | null;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Such as `track.add.success`; an open set. */
  readonly type: string;
  readonly session_id: string | null;
  readonly peer_id: string | null;
  readonly peer: string | null;
  readonly role: string | null;
  readonly track: { readonly track_id: string; readonly kind: string | null; readonly source: string | null } | null;
  readonly isMuted: boolean | null;
  readonly error: {
    readonly code: number | null;
    readonly name: string | null;
    readonly message: string | null;
    readonly action: string | null;
    readonly isTerminal: boolean | null;
  } | null;
  /** The length in milliseconds and the size in bytes of a recording. */
  readonly recording: { readonly duration: number | null; readonly size: number | null } | null;
  /** SDK, system and device of the client, as far as the event has them. */
  readonly agent: string | null;
}

/**
 * Decodes a page of `GET /v2/analytics/events`; null if the text is not one. Entries without a type or a time are
 * counted and left out. `error_description` is not read, because it contains the addresses of clients. Source: 100ms
 * "Analytics", "Track events", "Error events".
 */
export function decodeEvents(text: string, { params }: Pick<UpstreamRequest, 'params'>): Page<CallEvent> | null {
  const document = asObject(parseJson(text));
  return 'events' in document || 'next' in document || 'total' in document
    ? pageOf(document.events, document.next, document.limit ?? Number(params.limit), readEvent)
    : null;
}

function readEvent(entry: unknown): CallEvent | null {
  const { id, timestamp, type, data } = asObject(entry);
  const time = asInstant(timestamp);
  const eventType = asId(type);
  const details = asObject(data);
  return time === null || eventType === null
    ? null
    : {
        id: asId(id),
        time,
        type: eventType,
        session_id: asId(details.session_id),
        peer_id: asId(details.peer_id),
        peer: asName(details.user_name),
        role: asName(details.role),
        track: readTrack(details),
        isMuted: typeof details.mute === 'boolean' ? details.mute : null,
        error: readError(details),
        recording: readRecording(details),
        agent: readAgent(asObject(details.agent)),
      };
}

function readTrack({ track_id, type, source }: JsonObject): CallEvent['track'] {
  const id = asId(track_id);
  return id === null ? null : { track_id: id, kind: asId(type), source: asId(source) };
}

function readError(details: JsonObject): CallEvent['error'] {
  const { error_code, error_name, error_message, action, is_terminal } = details;
  const code = asNumber(error_code);
  const [name, message] = [asName(error_name), withoutDirections(asText(error_message) ?? '') || null];
  return code === null && name === null && message === null
    ? null
    : {
        code,
        name,
        message,
        action: asId(action),
        isTerminal: typeof is_terminal === 'boolean' ? is_terminal : null,
      };
}

/** The possible lengths of a recording, in seconds. */
const DURATION: NumberRange = { min: 0, max: 1e6 };

function readRecording({ duration, size }: JsonObject): CallEvent['recording'] {
  const [seconds, bytes] = [within(asNumber(duration), DURATION), within(asNumber(size), VIDEO_RANGES.size)];
  return seconds === null && bytes === null
    ? null
    : { duration: seconds === null ? null : seconds * 1_000, size: bytes };
}

function readAgent({ sdk, sdk_version, os, os_version, device_model }: JsonObject): string | null {
  const parts = [[sdk, sdk_version], [os, os_version], [device_model]].map((words) =>
    words.flatMap((word) => asId(word) ?? []).join(' ')
  );
  return parts.filter(Boolean).join(', ') || null;
}
