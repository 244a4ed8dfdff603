import { CoreApp } from '@grafana/data';
import { queryTypesOf, type QueryType, type Service } from '../core';
import { DEMO_QUERY } from '../demoQuery';
import type { PeerlensQuery } from '../types';

/** The type of a new query in Explore, if it is not the service's first type. `calls` needs no ID and shows which call to look at. */
const EXPLORE_TYPE: Readonly<Partial<Record<Service, QueryType>>> = { '100ms': 'calls' };

/** A new query. In an alert rule it is numeric, because a rule needs one number for each series. */
export function defaultQuery(service: Service, app: CoreApp): Partial<PeerlensQuery> {
  const format = app === CoreApp.UnifiedAlerting ? { format: 'numeric' } : {};
  const demo = service === 'demo' ? DEMO_QUERY : {};
  const exploreType = app === CoreApp.Explore ? EXPLORE_TYPE[service] : undefined;
  return { version: 1, queryType: exploreType ?? queryTypesOf(service)[0], ...format, ...demo };
}
