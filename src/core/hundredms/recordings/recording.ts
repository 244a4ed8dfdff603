import { asArray, asInstant, asId, asNumber, asObject, type JsonObject } from '../../json';
import type { Page } from '../../collect/pagination';
import { within, type NumberRange } from '../../measurements/numberRange';
import { parseJson } from '../../parseJson';
import type { UpstreamRequest } from '../../protocol';
import { decodePage } from '../page';

/** A recording in a list. A member that the document lacks is null. Plain JSON. */
export interface Recording {
  readonly recording_id: string;
  readonly room_id: string | null;
  readonly session_id: string | null;
  /** Such as `completed`; 100ms may add words. */
  readonly status: string | null;
  /** When it began, milliseconds since the epoch; if that is unknown, when it was requested. */
  readonly time: number;
  readonly stopped_at: number | null;
  readonly updated_at: number | null;
  /** What it consists of, such as `room-composite` or `chat`. */
  readonly kinds: readonly string[];
}

/** The video of a recording, with the pictures of all peers. A member that the document lacks is null. */
export interface RecordedVideo {
  /** Bytes. */
  readonly size: number | null;
  /** Pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** Those of these numbers that are impossible, and therefore null. */
  readonly impossible: ReadonlyArray<keyof typeof VIDEO_RANGES>;
}

const PIXELS: NumberRange = { min: 1, max: 100_000 };
/** The possible numbers of a recording: bytes and pixels. */
export const VIDEO_RANGES = { size: { min: 0, max: 1e15 }, width: PIXELS, height: PIXELS } as const;
/** The most kinds that are read of a recording; 100ms has a handful. */
const MAX_KINDS = 20;
/** The most assets that are read of a recording. A recording of tracks has a file of each. */
const MAX_ASSETS = 10_000;

/**
 * Decodes a page of `GET /v2/recordings`; null if the text is not one. Entries without an ID or a start are counted and
 * left out. Source: 100ms "List all recordings".
 */
export function decodeRecordings(text: string, request: Pick<UpstreamRequest, 'params'>): Page<Recording> | null {
  return decodePage(text, request, (entry) => readRecording(asObject(entry)));
}

function readRecording(entry: JsonObject): Recording | null {
  const recording_id = asId(entry.id);
  const time = asInstant(entry.started_at) ?? asInstant(entry.created_at);
  return recording_id === null || time === null
    ? null
    : {
        recording_id,
        room_id: asId(entry.room_id),
        session_id: asId(entry.session_id),
        status: asId(entry.status),
        time,
        stopped_at: asInstant(entry.stopped_at),
        updated_at: asInstant(entry.updated_at),
        kinds: asArray(entry.asset_types)
          .slice(0, MAX_KINDS)
          .flatMap((kind) => asId(kind) ?? []),
      };
}

const NO_VIDEO: RecordedVideo = { size: null, width: null, height: null, impossible: [] };
const RESOLUTION = /^(\d{1,6})x(\d{1,6})$/;

/**
 * Decodes the video of `GET /v2/recordings/{id}`: the first asset of type `room-composite`. Without one all numbers are
 * null. Null if the text is not a recording. Source: 100ms "Get recording".
 */
export function decodeRecordedVideo(text: string): RecordedVideo | null {
  const { id, recording_assets } = asObject(parseJson(text));
  if (asId(id) === null) {
    return null;
  }
  const asset = asArray(recording_assets)
    .slice(0, MAX_ASSETS)
    .map(asObject)
    .find(({ type }) => type === 'room-composite');
  return asset === undefined ? NO_VIDEO : readVideo(asset);
}

function readVideo({ size, metadata }: JsonObject): RecordedVideo {
  const { resolution } = asObject(metadata);
  const parts = typeof resolution === 'string' ? RESOLUTION.exec(resolution) : null;
  const { width, height } = parts === null ? asObject(resolution) : { width: parts[1], height: parts[2] };
  const sent = { size: asNumber(size), width: asNumber(width), height: asNumber(height) };
  const possible = {
    size: within(sent.size, VIDEO_RANGES.size),
    width: within(sent.width, VIDEO_RANGES.width),
    height: within(sent.height, VIDEO_RANGES.height),
  };
  const impossible = (['size', 'width', 'height'] as const).filter((name) => sent[name] !== possible[name]);
  return { ...possible, impossible };
}
