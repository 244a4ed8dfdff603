import type { DecodedOutcome as Decoded, ResultsOf } from './collect/requestCollector';
import type { HundredmsDocuments } from './hundredms/requests';
import type { Projection } from './protocol';
import type { StormDocuments } from './storm/requests';

/** The type of every response after decoding. */
export interface Documents extends HundredmsDocuments, StormDocuments {}

/** One decoded response, or a failure. */
export type DecodedOutcome<P extends Projection = Projection> = Decoded<Documents, P>;

/** The results of a query's requests so far, by request key. */
export type Results = ResultsOf<Documents>;
