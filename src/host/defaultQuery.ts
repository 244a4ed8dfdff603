import { CoreApp } from '@grafana/data';
import { QUERY_VERSION, queryTypesOf, type QueryType, type Service } from '../core';
import { DEMO_QUERY } from '../demoQuery';
import type { PeerlensQuery } from '../types';

/**
 * The type of a new query where it is not the service's first type. `calls` needs no ID: it finds the calls by itself.
 */
const FIRST_TYPE: Readonly<Partial<Record<CoreApp, Partial<Record<Service, QueryType>>>>> = {
  [CoreApp.Explore]: { '100ms': 'calls' },
  [CoreApp.UnifiedAlerting]: { '100ms': 'calls', demo: 'calls' },
};

/** A new query. In an alert rule it is numeric, because a rule needs one number for each series. */
export function defaultQuery(service: Service, app: CoreApp): Partial<PeerlensQuery> {
  const queryType = FIRST_TYPE[app]?.[service] ?? queryTypesOf(service)[0];
  const number = app === CoreApp.UnifiedAlerting ? { format: 'numeric', ...NUMBER_OF[queryType ?? 'list'] } : {};
  const demo = service === 'demo' ? DEMO_QUERY : {};
  return { version: QUERY_VERSION, queryType, ...number, ...demo };
}

/** What a new query of an alert rule watches: saved, so that no later default can change it. */
const NUMBER_OF: Readonly<Partial<Record<QueryType, Partial<PeerlensQuery>>>> = {
  calls: { value: 'score' },
  substream: { metric: 'healthScore' },
};
