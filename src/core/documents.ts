import type { DecodedDocument as Decoded, ResultsOf } from './collect/requestCollector';
import { EMPTY_HUNDREDMS_DOCUMENTS, HUNDREDMS_DECODERS, type HundredmsDocuments } from './hundredms/requests';
import type { Projection } from './protocol';
import { EMPTY_STORM_DOCUMENTS, STORM_DECODERS, type StormDocuments } from './storm/requests';

/** The type of every response after decoding. */
export interface Documents extends HundredmsDocuments, StormDocuments {}

/** One decoded response. */
export type DecodedDocument<P extends Projection = Projection> = Decoded<Documents, P>;

/** The results of a query's requests so far, by request key. */
export type Results = ResultsOf<Documents>;

/** What an empty body stands for, where nothing is an answer: lists, and the stats of a peer. */
export const EMPTY_DOCUMENTS: Readonly<Partial<Record<Projection, string>>> = {
  ...EMPTY_HUNDREDMS_DOCUMENTS,
  ...EMPTY_STORM_DOCUMENTS,
};

export const DECODERS = { ...HUNDREDMS_DECODERS, ...STORM_DECODERS };
