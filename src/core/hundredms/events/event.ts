import { asInstant, asName, asNumber, asObject, asText, parseJson } from '../../json';
import type { Page } from '../../collect/pagination';
import { pageOf } from '../page';

/** Something that happened in a room. What the document did not say is null. Plain JSON. */
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
  /** SDK, system and device of the client, as far as the event names them. */
  readonly agent: string | null;
}

/**
 * Decodes a page of `GET /v2/analytics/events`; null where the text is not one. An entry without a type or a time is counted and left out.
 * `error_description` is not read: it holds the addresses of clients. Source: 100ms "Analytics", "Track events", "Error events".
 */
export function decodeEvents(text: string): Page<CallEvent> | null {
  const document = asObject(parseJson(text));
  return 'events' in document || 'next' in document || 'total' in document
    ? pageOf(document.events, document.next, document.limit, readEvent)
    : null;
}

function readEvent(entry: unknown): CallEvent | null {
  const { id, timestamp, type, data } = asObject(entry);
  const time = asInstant(timestamp);
  const named = asName(type);
  const about = asObject(data);
  return time === null || named === null
    ? null
    : {
        id: asName(id),
        time,
        type: named,
        session_id: asName(about.session_id),
        peer_id: asName(about.peer_id),
        peer: asName(about.user_name),
        role: asName(about.role),
        track: readTrack(about),
        isMuted: typeof about.mute === 'boolean' ? about.mute : null,
        error: readError(about),
        agent: readAgent(asObject(about.agent)),
      };
}

function readTrack({ track_id, type, source }: Readonly<Record<string, unknown>>): CallEvent['track'] {
  const id = asName(track_id);
  return id === null ? null : { track_id: id, kind: asName(type), source: asName(source) };
}

function readError(about: Readonly<Record<string, unknown>>): CallEvent['error'] {
  const { error_code, error_name, error_message, action, is_terminal } = about;
  const code = asNumber(error_code);
  const [name, message] = [asName(error_name), asText(error_message) || null];
  return code === null && name === null && message === null
    ? null
    : {
        code,
        name,
        message: message === null ? null : withoutAddresses(message),
        action: asName(action),
        isTerminal: typeof is_terminal === 'boolean' ? is_terminal : null,
      };
}

function readAgent({
  sdk,
  sdk_version,
  os,
  os_version,
  device_model,
}: Readonly<Record<string, unknown>>): string | null {
  const parts = [[sdk, sdk_version], [os, os_version], [device_model]].map((words) =>
    words.flatMap((word) => asName(word) ?? []).join(' ')
  );
  return parts.filter(Boolean).join(', ') || null;
}

const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b\]?(?::\d+)?/gi;

/** Words of a client's, without network addresses: they are personal data, and help nobody who reads a dashboard. */
function withoutAddresses(words: string): string {
  return words.replace(ADDRESS, '(address)');
}
