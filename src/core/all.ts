/** Everything that a host may call which has all services. */
import type { Results } from './requestCollector';
import { advance as advanceWith } from './advance';
import { decode as decodeWith } from './decode';
import { HUNDREDMS } from './hundredms';
import { CALLS } from './hundredms/calls';
import type { UpstreamResponse, Context, Projection, UpstreamRequest } from './protocol';
import type { Query } from './query/queryTypes';
import { joinModules } from './serviceModule';
import { STORM } from './storm';

export { countOutcome } from './countOutcome';
export { fetchTimeout } from './fetchTimeout';
export { healthOf, healthRequest } from './health';
export { parseQuery } from './query/parse';
export { readPoll } from './readPoll';
export { readSubscription } from './storm/live/channel';

/** All services. */
export const ALL_SERVICES = joinModules([HUNDREDMS, CALLS, STORM]);

export const advance = (query: Query, context: Context, results: Results) =>
  advanceWith(ALL_SERVICES, query, context, results);
export const decode = <P extends Projection>(request: UpstreamRequest<P>, response: UpstreamResponse) =>
  decodeWith(ALL_SERVICES, request, response);
