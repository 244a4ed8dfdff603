/** All that a host may call. */
export { assemble } from './assemble';
export { decode } from './decode';
export type { Failure } from './failure/failure';
export type { Frame } from './frames/frame';
export { healthOf, healthRequest } from './health';
export { keepFor } from './keep';
export { KINDS, METRICS, METRIC_NAMES, SIDES, metricsOf } from './hundredms/metrics';
export type { Outcomes, Summary } from './outcomes';
export { appendLive } from './storm/live/append';
export { liveChannels, readSubscription, type LiveChannel } from './storm/live/channel';
export { polled } from './storm/live/poll';
export { plan } from './plan';
export type { Answer, Context, Outcome, QueryResult, Service, UpstreamRequest } from './protocol';
export { describeQuery } from './query/describe';
export { QUERY_TYPES, type QueryType } from './query/fields';
export { interpolate } from './query/interpolate';
export { missingFrom, parseQuery, queryTypeOf, queryTypesOf } from './query/parse';
export type { Query } from './query/query';
