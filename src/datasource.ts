import {
  CoreApp,
  dateMath,
  dateTime,
  LoadingState,
  type AdHocVariableFilter,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type GetTagResponse,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
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
import { catchError, combineLatest, defer, map, of, switchMap, take, type Observable } from 'rxjs';
import {
  advanceOptions,
  describeQuery,
  missingFrom,
  parseQuery,
  queryTypeOf,
  type Context,
  type Failure,
  type OptionList,
  type Outcome,
  type Service,
  type ServiceModule,
} from './core';
import { tagKeys, tagValues, withFilters } from './host/adHocFilters';
import { withEscapedTexts } from './host/annotationSupport';
import { BackendClient } from './host/backendClient';
import { withCallLink } from './host/callLink';
import { defaultQuery } from './host/defaultQuery';
import { inExplorePanel } from './host/explorePanel';
import { toDataFrame, withStats } from './host/frames';
import { grafanaLive } from './host/grafanaLive';
import { IdNames } from './host/idNames';
import { LiveMemory } from './host/liveMemory';
import { loadService } from './host/loadService';
import { runQuery, type QueryRun, type Subscribe } from './host/runQuery';
import { withRowLinks } from './host/rowLinks';
import { RunningQueries } from './host/runningQueries';
import { failedRun, run, type Run } from './host/run';
import { replaceVariables } from './host/variables';
import { reportFailedHealthCheck } from './failedHealthCheck';
import { t } from './i18n';
import type { OptionSource } from './optionSource';
import type { FromTo, PeerlensOptions, PeerlensQuery } from './types';

type Request = DataQueryRequest<PeerlensQuery>;

/** Runs the core for dashboards and Explore, and posts its requests to the backend. Queries of calls run there. */
export class DataSource extends DataSourceWithBackend<PeerlensQuery, PeerlensOptions> implements OptionSource {
  readonly service: Service;
  readonly countsViewers: boolean;
  private readonly settings: Context['settings'];
  private backend?: BackendClient;
  private readonly liveMemory = new LiveMemory();
  private readonly running = new RunningQueries<QueryRun>();
  private readonly idNames = new IdNames(this);
  /** The range of the latest queries; the last day before there are any. */
  private range: FromTo = { from: dateTime(Date.now() - DAY), to: dateTime() };

  constructor({ uid, jsonData, ...rest }: DataSourceInstanceSettings<PeerlensOptions>) {
    super({ uid, jsonData, ...rest });
    this.service = jsonData.service ?? '100ms';
    this.countsViewers = jsonData.viewers === true;
    this.settings = { ...jsonData };
    // Begins now, so that it is there when the first query needs it.
    void loadService(this.service);
  }

  query(request: Request): Observable<DataQueryResponse> {
    this.range = request.range;
    // The viewer of a public dashboard may not call resources, so Grafana's backend runs its queries.
    if (config.publicDashboardAccessToken) {
      return super.query(request);
    }
    // The backend runs `calls`: it caches the scores of thousands of documents.
    const isCalls = (query: PeerlensQuery) => queryTypeOf(query, this.service) === 'calls';
    const calls = request.targets.filter((query) => isCalls(query) && this.filterQuery(query));
    const responses = request.targets.flatMap((query) => (isCalls(query) ? [] : this.inBrowser(query, request)));
    if (calls.length > 0) {
      responses.push(this.callsInBackend({ ...request, targets: calls }));
    }
    return responses.length === 0
      ? of({ data: [], state: LoadingState.Done })
      : combineLatest(responses).pipe(map((all) => inExplorePanel(combined(all), request.app)));
  }

  private callsInBackend(request: Request): Observable<DataQueryResponse> {
    return super.query(request).pipe(
      map((response) => {
        const frames: readonly DataFrame[] = response.data;
        const queries = new Map(request.targets.map((query) => [query.refId, query]));
        const addLinks = this.linker(request);
        return {
          ...response,
          data: frames.map((frame) => {
            const query = queries.get(frame.refId ?? '');
            return query === undefined ? frame : addLinks(frame, query);
          }),
        };
      })
    );
  }

  /** The response to a query; none if it is hidden or not finished. */
  private inBrowser(saved: PeerlensQuery, request: Request): ReadonlyArray<Observable<DataQueryResponse>> {
    if (saved.hide) {
      return [];
    }
    const query = this.applyTemplateVariables(saved, request.scopedVars, request.filters);
    const parsed = parseQuery(query, this.service);
    if (!parsed.ok) {
      return this.filterQuery(saved) ? [of(failed(query, parsed.failure))] : [];
    }
    const context = this.contextOf(request.range, request.startTime);
    const start = this.withService<QueryRun>((service, backend) =>
      runQuery(service, parsed.value, context, backend, this.subscribe(), this.liveMemory)
    );
    // The raw range of a refresh is that of the run before. A live query does not end, and remembers what it has.
    const key = JSON.stringify([request.app, request.panelId, request.range.raw, parsed.value]);
    const answer = query.format === 'live' ? start : this.running.join(key, start);
    return [answer.pipe(map((each) => this.responseTo(query, each, request)))];
  }

  private responseTo(query: PeerlensQuery, { result, cost, isStreaming }: QueryRun, request: Request) {
    if (!result.ok) {
      return failed(query, result.failure);
    }
    const addLinks = this.linker(request);
    const frames = withStats(result.value.map(toDataFrame), cost);
    const data = frames.map((frame) => (query.isAnnotation ? withEscapedTexts(frame) : addLinks(frame, query)));
    return { data, state: isStreaming ? LoadingState.Streaming : LoadingState.Done };
  }

  /** Adds the links of a frame's cells and notices. The query's variables are resolved. */
  private linker(request: Request): (frame: DataFrame, query: PeerlensQuery) => DataFrame {
    const search = locationService.getSearchObject();
    return (frame, query) => {
      const queryType = queryTypeOf(query, this.service);
      const linked = withRowLinks(frame, { query, queryType, app: request.app, source: this });
      return withCallLink(linked, request, search);
    };
  }

  /** Runs something once the code of the service is loaded; fails if the browser cannot load it. */
  private withService<R>(
    use: (service: ServiceModule, backend: BackendClient) => Observable<R>
  ): Observable<R | ReturnType<typeof failedRun>> {
    return defer(() => loadService(this.service)).pipe(
      switchMap((loaded) => {
        if (!loaded.ok) {
          return of(failedRun(loaded.failure));
        }
        this.backend ??= new BackendClient(this.uid, this.getRequestHeaders(), getBackendSrv, loaded.value);
        return use(loaded.value, this.backend);
      })
    );
  }

  options(list: PeerlensQuery, range: FromTo, scopedVars: ScopedVars = {}): Observable<Outcome<OptionList>> {
    const saved = this.applyTemplateVariables({ ...list, queryType: 'list' }, scopedVars);
    const parsed = parseQuery(saved, this.service);
    if (!parsed.ok || parsed.value.queryType !== 'list') {
      return of(parsed.ok ? { ok: true, value: { options: [], hint: '' } } : parsed);
    }
    const [query, context] = [parsed.value, this.contextOf(range, Date.now())];
    return this.withService<Run<Outcome<OptionList>>>((service, backend) =>
      run((results) => advanceOptions(service, query, context, results), backend)
    ).pipe(
      map(({ result }) => {
        this.idNames.add(list.list, result.ok ? result.value.options : []);
        return result;
      })
    );
  }

  /** The labels that ad-hoc filters can use. */
  getTagKeys(options?: DataSourceGetTagKeysOptions<PeerlensQuery>): Promise<MetricFindValue[]> {
    return Promise.resolve(tagKeys(this.service, options?.queries));
  }

  /** The values of a label in what the dashboard's queries answer, and in the calls and streams that they name. */
  getTagValues(options: DataSourceGetTagValuesOptions<PeerlensQuery>): Promise<GetTagResponse> {
    const queries = options.queries?.map((query) => this.applyTemplateVariables(query, {}));
    return tagValues({ ...options, queries }, this, (targets, range) => this.readTables(targets, range));
  }

  /** Runs queries outside a panel, and returns their first frames; none of those that failed. */
  private readTables(targets: readonly PeerlensQuery[], range: TimeRange): Observable<readonly DataFrame[]> {
    const request: Request = {
      requestId: 'tags',
      app: CoreApp.Unknown,
      interval: '1m',
      intervalMs: 60_000,
      range,
      scopedVars: {},
      startTime: Date.now(),
      targets: [...targets],
      timezone: 'browser',
    };
    return this.query(request).pipe(
      take(1),
      map((response) => {
        const frames: readonly DataFrame[] = response.data;
        return frames;
      }),
      catchError(() => of<readonly DataFrame[]>([]))
    );
  }

  /**
   * Null if Grafana has no Live, an operator switched it off, or the page becomes a picture: that waits for the end of
   * every query.
   */
  private subscribe(): Subscribe | null {
    const live: GrafanaLiveSrv | undefined = getGrafanaLiveSrv();
    return live === undefined || !config.liveEnabled || isRendered() ? null : grafanaLive(this.uid, live);
  }

  private contextOf({ from, to, raw }: FromTo & Partial<TimeRange>, now: number): Context {
    const range = { from: from.valueOf(), to: to.valueOf() };
    return { service: this.service, now, range, endsNow: raw && isRelativeToNow(raw.to), settings: this.settings };
  }

  /** Save & test. It also tells the editor of the settings what a failed one is about. */
  async testDatasource(): Promise<TestDataSourceResponse> {
    try {
      return await super.testDatasource();
    } catch (error) {
      reportFailedHealthCheck(this.uid, error);
      throw error;
    }
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

  /** Server-side expressions use it too. */
  applyTemplateVariables(query: PeerlensQuery, scopedVars: ScopedVars, filters?: AdHocVariableFilter[]): PeerlensQuery {
    const queryType = queryTypeOf(query, this.service);
    if (queryType === null) {
      return query;
    }
    return withFilters(replaceVariables(query, queryType, scopedVars, getTemplateSrv()), filters);
  }

  /**
   * For the collapsed row of an editor. An open editor has loaded the names. Those that arrive while the row is
   * collapsed appear with the next data: Grafana draws a row again only then, and a data source cannot ask for it.
   */
  getQueryDisplayText(query: PeerlensQuery): string {
    this.idNames.load(query, this.range);
    return describeQuery(query, this.service, this.idNames.nameOf, t);
  }

  getDefaultQuery(app: CoreApp): Partial<PeerlensQuery> {
    return defaultQuery(this.service, app);
  }
}

const DAY = 86_400_000;

/** How many milliseconds of points a live query has. */
const LIVE_HISTORY = 3_600_000;

/** Whether a relative end of a range is the present: `now`, `now/d`, and also `now-1m`, but not `now-1d/d`. */
function isRelativeToNow(end: TimeRange['raw']['to']): boolean {
  const time =
    typeof end === 'string' && end.startsWith('now') ? dateMath.toDateTime(end, { roundUp: true }) : undefined;
  return time !== undefined && time.valueOf() >= Date.now() - LIVE_HISTORY;
}

/** Whether Grafana's image renderer opened the page. */
function isRendered(): boolean {
  return 'render' in locationService.getSearchObject() || config.bootData?.user?.authenticatedBy === 'render';
}

function failed({ refId }: PeerlensQuery, { message, status }: Failure): DataQueryResponse {
  return { data: [], errors: [{ refId, message, status }], state: LoadingState.Error };
}

/** One response to all queries of a request. What one query shows stays beside what another failed with. */
function combined(responses: readonly DataQueryResponse[]): DataQueryResponse {
  const stateOf = (...states: readonly LoadingState[]) =>
    states.find((state) => responses.some((response) => response.state === state));
  return {
    data: responses.flatMap((response) => {
      const frames: readonly DataFrame[] = response.data;
      return frames;
    }),
    errors: responses.flatMap(({ errors = [] }) => errors),
    state: stateOf(LoadingState.Error, LoadingState.Streaming, LoadingState.Loading) ?? LoadingState.Done,
  };
}
