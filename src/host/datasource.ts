import {
  LoadingState,
  type AdHocVariableFilter,
  type CoreApp,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type GetTagResponse,
  type MetricFindValue,
  type ScopedVars,
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
  type Context,
  type Outcome,
  type Service,
} from '../core';
import { withAllRooms } from './allRooms';
import { annotationSupport } from './annotationSupport';
import { withCallLink } from './callLink';
import { overLive } from './channels';
import { withCost } from './cost';
import { defaultQuery } from './defaultQuery';
import { withFilters } from './filters';
import { followQuery, type Follow, type Followed } from './follow';
import { toDataFrame } from './frames';
import { choicesIn, type Choices } from './lists';
import { withRowLinks } from './rowLinks';
import { runQuery } from './run';
import { tagKeys, tagValues } from './tags';
import type { AskedRange, PeerlensOptions, PeerlensQuery } from './types';
import { Upstream } from './upstream';
import { expandVariables } from './variables';
import { VariableSupport } from './variableSupport';

/** The browser host: runs the core for dashboards and Explore, and carries its requests to the backend. */
export class DataSource extends DataSourceWithBackend<PeerlensQuery, PeerlensOptions> {
  readonly service: Service;
  private readonly settings: Pick<PeerlensOptions, 'maxPeers' | 'maxSessions' | 'callsTimeout' | 'thresholds'>;
  private readonly upstream: Upstream;

  constructor(settings: DataSourceInstanceSettings<PeerlensOptions>) {
    super(settings);
    this.service = settings.jsonData.service ?? '100ms';
    const { maxPeers, maxSessions, callsTimeout, thresholds } = settings.jsonData;
    this.settings = { maxPeers, maxSessions, callsTimeout, thresholds };
    this.upstream = new Upstream(settings.uid, this.getRequestHeaders(), getBackendSrv);
    this.variables = new VariableSupport(this);
    this.annotations = annotationSupport(this.service);
  }

  query(request: DataQueryRequest<PeerlensQuery>): Observable<DataQueryResponse> {
    // A public dashboard's queries are run by Grafana's backend: the reader may not call resources.
    if (config.publicDashboardAccessToken) {
      return super.query(request);
    }
    const targets = request.targets.filter((query) => this.filterQuery(query));
    // Their thousands of documents stay in the backend, which keeps what each came to.
    const isForBackend = (query: PeerlensQuery) => queryTypeOf(query, this.service) === 'calls';
    const inBackend = targets.filter(isForBackend);
    const answers = [
      this.answered({ ...request, targets: targets.filter((query) => !isForBackend(query)) }),
      ...(inBackend.length === 0 ? [] : [this.linked(super.query({ ...request, targets: inBackend }), request)]),
    ];
    return combineLatest(answers).pipe(map(joined));
  }

  /** The backend's answers to `calls` queries, with links. */
  private linked(
    answers: Observable<DataQueryResponse>,
    request: DataQueryRequest<PeerlensQuery>
  ): Observable<DataQueryResponse> {
    const queries = new Map(request.targets.map((query) => [query.refId, query]));
    return answers.pipe(
      map((answer) => {
        const withLinks = this.linker(request);
        const linkOf = (frame: DataFrame) => {
          const query = queries.get(frame.refId ?? '');
          return query === undefined ? frame : withLinks(frame, query);
        };
        return { ...answer, data: answer.data.map(linkOf) };
      })
    );
  }

  /** Adds what a frame's cells and notices lead to. The query is as it was asked, with its variables resolved. */
  private linker(request: DataQueryRequest<PeerlensQuery>): (frame: DataFrame, query: PeerlensQuery) => DataFrame {
    const search = locationService.getSearchObject();
    return (frame, query) => {
      const queryType = queryTypeOf(query, this.service);
      return withCallLink(withRowLinks(frame, { query, queryType, app: request.app, source: this }), request, search);
    };
  }

  private answered(request: DataQueryRequest<PeerlensQuery>): Observable<DataQueryResponse> {
    if (request.targets.length === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    const context = this.contextOf(request.range, request.startTime);
    const follow = this.follow();
    return combineLatest(
      request.targets.map((query) => {
        const resolved = this.applyTemplateVariables(query, request.scopedVars, request.filters);
        return followQuery(resolved, context, this.upstream, follow).pipe(map((run) => ({ query: resolved, ...run })));
      })
    ).pipe(map((answers) => this.toResponse(answers, request)));
  }

  /** What a list has to choose from, for pickers. Never errors: a list that failed has no entries, and a hint that says why. */
  choices(list: PeerlensQuery, range: AskedRange, scopedVars: ScopedVars = {}): Observable<Choices> {
    return this.listed(list, range, scopedVars).pipe(
      map((listed) => (listed.ok ? listed.value : { entries: [], hint: listed.failure.message }))
    );
  }

  /** What a list has to choose from, or why it failed. */
  listed(list: PeerlensQuery, range: AskedRange, scopedVars: ScopedVars = {}): Observable<Outcome<Choices>> {
    const query = this.applyTemplateVariables({ ...list, queryType: 'list' }, scopedVars);
    return runQuery(query, this.contextOf(range, Date.now()), this.upstream).pipe(
      map(({ result }) => (result.ok ? { ok: true, value: choicesIn(result.value) } : result))
    );
  }

  /** The labels that ad-hoc filters can be on. */
  getTagKeys(): Promise<MetricFindValue[]> {
    return Promise.resolve(tagKeys(this.service));
  }

  /** What an ad-hoc filter can be, of the calls and streams that the dashboard's queries ask for. */
  getTagValues(options: DataSourceGetTagValuesOptions<PeerlensQuery>): Promise<GetTagResponse> {
    const queries = options.queries?.map((query) => this.applyTemplateVariables(query, {}));
    return tagValues({ ...options, queries }, this.service, (list, range) => this.listed(list, range));
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
      ...this.settings,
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
    const templates = getTemplateSrv();
    const expand = (text: string) => expandVariables(text, scopedVars, templates);
    const asked = withAllRooms(query, templates.getVariables());
    return withFilters(interpolate(asked, queryType, expand), filters);
  }

  getQueryDisplayText(query: PeerlensQuery): string {
    return describeQuery(query, this.service);
  }

  getDefaultQuery(app: CoreApp): Partial<PeerlensQuery> {
    return defaultQuery(this.service, app);
  }

  /** What was good is drawn beside what failed. */
  private toResponse(answers: readonly Answered[], request: DataQueryRequest<PeerlensQuery>): DataQueryResponse {
    const withLinks = this.linker(request);
    const data = answers.flatMap(({ query, result, cost }): readonly DataFrame[] =>
      result.ok ? withCost(result.value.map(toDataFrame), cost).map((frame) => withLinks(frame, query)) : []
    );
    const errors = answers.flatMap(({ query, result }): readonly DataQueryError[] =>
      result.ok ? [] : [{ refId: query.refId, message: result.failure.message, status: result.failure.status }]
    );
    const done = answers.some(({ goesOn }) => goesOn) ? LoadingState.Streaming : LoadingState.Done;
    return { data, errors, state: errors.length === 0 ? done : LoadingState.Error };
  }
}

/** What came of one of a request's queries. */
interface Answered extends Followed {
  /** With its variables resolved. */
  readonly query: PeerlensQuery;
}

/** Answers of one request's queries as one. */
function joined(answers: readonly DataQueryResponse[]): DataQueryResponse {
  const data = answers.flatMap((answer) => {
    const frames: readonly DataFrame[] = answer.data;
    return frames;
  });
  const errors = answers.flatMap((answer) => answer.errors ?? []);
  const states = answers.map(({ state }) => state);
  return { data, errors, state: states.find((state) => state === LoadingState.Error) ?? states[0] };
}
