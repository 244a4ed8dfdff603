import {
  CoreApp,
  LoadingState,
  type AdHocVariableFilter,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import {
  config,
  DataSourceWithBackend,
  getBackendSrv,
  getGrafanaLiveSrv,
  getTemplateSrv,
  locationService,
  type GrafanaLiveSrv,
} from '@grafana/runtime';
import { combineLatest, map, of, type Observable } from 'rxjs';
import {
  describeQuery,
  interpolate,
  missingFrom,
  queryTypeOf,
  queryTypesOf,
  type Context,
  type Service,
} from '../core';
import { DEMO_APP, DEMO_CALL, DEMO_PEERS, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../core/demo/ids';
import { withCallLink } from './callLink';
import { overLive } from './channels';
import { withCost } from './cost';
import { followQuery, type Follow, type Followed } from './follow';
import { toDataFrame } from './frames';
import { choicesIn, type Choices } from './lists';
import { runQuery } from './run';
import type { PeerlensOptions, PeerlensQuery } from './types';
import { Upstream } from './upstream';
import { expandVariables } from './variables';

/** The browser host: runs the core for dashboards and Explore, and carries its requests to the backend. */
export class DataSource extends DataSourceWithBackend<PeerlensQuery, PeerlensOptions> {
  readonly service: Service;
  private readonly maxPeers: unknown;
  private readonly upstream: Upstream;

  constructor(settings: DataSourceInstanceSettings<PeerlensOptions>) {
    super(settings);
    this.service = settings.jsonData.service ?? '100ms';
    this.maxPeers = settings.jsonData.maxPeers;
    this.upstream = new Upstream(settings.uid, this.getRequestHeaders(), getBackendSrv);
  }

  query(request: DataQueryRequest<PeerlensQuery>): Observable<DataQueryResponse> {
    // A public dashboard's queries are run by Grafana's backend: the reader may not call resources.
    if (config.publicDashboardAccessToken) {
      return super.query(request);
    }
    const context = this.contextOf(request.range, request.startTime);
    const targets = request.targets.filter((query) => this.filterQuery(query));
    if (targets.length === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    const follow = this.follow();
    return combineLatest(
      targets.map((query) => {
        const resolved = this.applyTemplateVariables(query, request.scopedVars, request.filters);
        return followQuery(resolved, context, this.upstream, follow).pipe(
          map((run) => ({ refId: query.refId, ...run }))
        );
      })
    ).pipe(map((answers) => toResponse(answers, request)));
  }

  /** What a list has to choose from, for pickers and variables. Never errors: a list that failed has no entries, and a hint that says why. */
  choices(list: PeerlensQuery, range: AskedRange, scopedVars: ScopedVars = {}): Observable<Choices> {
    const query = this.applyTemplateVariables({ ...list, queryType: 'list' }, scopedVars);
    return runQuery(query, this.contextOf(range, Date.now()), this.upstream).pipe(
      map(({ result }) => (result.ok ? choicesIn(result.value) : { entries: [], hint: result.failure.message }))
    );
  }

  /** How channels are followed; null where Grafana has no Live, or an operator switched it off. */
  private follow(): Follow | null {
    const live: GrafanaLiveSrv | undefined = getGrafanaLiveSrv();
    return live === undefined || !config.liveEnabled ? null : overLive(this.uid, live);
  }

  private contextOf({ from, to }: AskedRange, now: number): Context {
    return {
      service: this.service,
      now,
      range: { from: from.valueOf(), to: to.valueOf() },
      maxPeers: this.maxPeers,
    };
  }

  filterQuery(query: PeerlensQuery): boolean {
    return !query.hide && missingFrom(query, this.service).length === 0;
  }

  /** For Explore, and for an alert rule made from a panel: neither has the dashboard's variables. */
  interpolateVariablesInQueries(
    queries: PeerlensQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): PeerlensQuery[] {
    const datasource = this.getRef();
    return queries.map((query) => ({ ...this.applyTemplateVariables(query, scopedVars, filters), datasource }));
  }

  /** Also what server-side expressions use. */
  applyTemplateVariables(query: PeerlensQuery, scopedVars: ScopedVars, filters?: AdHocVariableFilter[]): PeerlensQuery {
    const queryType = queryTypeOf(query, this.service);
    if (queryType === null) {
      return query;
    }
    const expand = (text: string) => expandVariables(text, scopedVars, getTemplateSrv());
    return { ...interpolate(query, queryType, expand), ...withFilters(query, filters) };
  }

  getQueryDisplayText(query: PeerlensQuery): string {
    return describeQuery(query, this.service);
  }

  /** An alert rule takes one number a series, so that is what a new one starts with; the editor shows it like any choice. */
  getDefaultQuery(app: CoreApp): Partial<PeerlensQuery> {
    const format = app === CoreApp.UnifiedAlerting ? { format: 'numeric' } : {};
    const demo = this.service === 'demo' ? DEMO_QUERY : {};
    return { version: 1, queryType: queryTypesOf(this.service)[0], ...format, ...demo };
  }
}

type AskedRange = Pick<TimeRange, 'from' | 'to'>;

/** What the demo answers to, of both query types, so that a new query draws at once. */
const DEMO_QUERY: Partial<PeerlensQuery> = {
  sessionId: DEMO_CALL,
  peerIds: [DEMO_PEERS.guest],
  metrics: ['packet_loss_percent'],
  app: DEMO_APP,
  streamKeys: [...DEMO_STREAMS],
  substreams: [...DEMO_SUBSTREAMS],
};

/** The dashboard's ad-hoc filters behind those the query was saved with. */
function withFilters(query: PeerlensQuery, filters: AdHocVariableFilter[] = []): Pick<PeerlensQuery, 'filters'> {
  const added = filters.map(({ key, operator, value, values }) => ({ key, operator, values: values ?? [value] }));
  return added.length === 0 ? {} : { filters: [...(query.filters ?? []), ...added] };
}

/** What was good is drawn beside what failed. */
function toResponse(
  answers: ReadonlyArray<Followed & { readonly refId: string }>,
  request: DataQueryRequest<PeerlensQuery>
): DataQueryResponse {
  const data: DataFrame[] = [];
  const errors: DataQueryError[] = [];
  for (const { refId, result, cost } of answers) {
    if (result.ok) {
      const frames = withCost(result.value.map(toDataFrame), cost);
      data.push(...frames.map((frame) => withCallLink(frame, request, locationService.getSearchObject())));
    } else {
      errors.push({ refId, message: result.failure.message, status: result.failure.status });
    }
  }
  const done = answers.some(({ goesOn }) => goesOn) ? LoadingState.Streaming : LoadingState.Done;
  return { data, errors, state: errors.length === 0 ? done : LoadingState.Error };
}
