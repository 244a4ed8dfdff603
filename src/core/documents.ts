import type { DecodedDocument as Decoded, ResultsOf } from './collect/requestCollector';
import { HUNDREDMS_DECODERS, type HundredmsDocuments } from './hundredms/documents';
import type { Projection } from './protocol';
import { STORM_DECODERS, type StormDocuments } from './storm/documents';

/** The type of every response after decoding. */
export interface Documents extends HundredmsDocuments, StormDocuments {}

/** One decoded response. */
export type DecodedDocument<P extends Projection = Projection> = Decoded<Documents, P>;

/** The results of a query's requests so far, by request key. */
export type Results = ResultsOf<Documents>;

export const DECODERS = { ...HUNDREDMS_DECODERS, ...STORM_DECODERS };
