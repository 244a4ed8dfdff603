import { asInstant, asId, asObject, asText, withoutDirections } from '../../json';
import type { Page } from '../../collect/pagination';
import { decodePage } from '../page';

/** A line of a substream's journal. A member that the document lacks is null. Plain JSON. */
export interface JournalEntry {
  readonly id: string | null;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly message: string;
  readonly thread: string | null;
  /** The state of the pipeline. */
  readonly state: string | null;
}

/**
 * Decodes a page of `GET …/{substream}/journal`; null if the text is not one. Entries without a date are counted and
 * left out. Source: Storm "Journal".
 */
export function decodeJournal(text: string): Page<JournalEntry> | null {
  return decodePage(text, (entry) => {
    const { id, message, threadName, createDate, pipelineState } = asObject(entry);
    const time = asInstant(createDate);
    return time === null
      ? null
      : {
          id: asId(id),
          time,
          message: withoutDirections(asText(message) ?? ''),
          thread: asId(threadName),
          state: asId(pipelineState),
        };
  });
}
