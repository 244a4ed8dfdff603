import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { map, of, type Observable } from 'rxjs';
import { joinDetails, QUERY_VERSION, type Option } from '../core';
import { formatPeriod, formatTime, withDistinctTexts, type OptionSource } from '../optionSource';
import type { PeerlensOptions, PeerlensQuery } from '../types';
import { regexAdvice } from './variableRegex';

type Source = DataSourceApi<PeerlensQuery, PeerlensOptions> & OptionSource;
type Editor = CustomVariableSupport<Source, PeerlensQuery, PeerlensQuery>['editor'];
type OptionRunner = OptionSource & {
  readonly applyTemplateVariables: (query: PeerlensQuery, scopedVars: ScopedVars) => PeerlensQuery;
};

/** Fills a variable with the options of a list: names to read, IDs as values. */
export class VariableSupport extends CustomVariableSupport<Source, PeerlensQuery, PeerlensQuery> {
  constructor(
    private readonly source: OptionRunner,
    readonly editor: Editor
  ) {
    super();
  }

  /**
   * Grafana passes the variable's query as the only target. Fails with the message of the list, or if its regex cannot
   * work.
   */
  query({ targets, scopedVars, range }: DataQueryRequest<PeerlensQuery>): Observable<DataQueryResponse> {
    const list = asList(targets[0]);
    if (list === null || hasEmptyParent(this.source.applyTemplateVariables(list, scopedVars))) {
      return of({ data: [] });
    }
    const timeZone = dashboardTimeZone(scopedVars);
    return this.source.options(list, range, scopedVars).pipe(
      map((outcome) => {
        if (!outcome.ok) {
          throw new Error(outcome.failure.message);
        }
        const options = outcome.value.options.map((option) => toVariableOption(option, list.list, timeZone));
        const data = withDistinctTexts(options);
        const advice = regexAdvice(data, scopedVars, getTemplateSrv());
        if (advice !== null) {
          throw new Error(advice);
        }
        return { data };
      })
    );
  }

  getDefaultQuery(): Partial<PeerlensQuery> {
    const list = this.source.service === 'storm' ? 'applications' : 'rooms';
    return { refId: 'variable', version: QUERY_VERSION, queryType: 'list', list };
  }
}

/** A variable written by hand may hold only the name of a list. */
function asList(saved: unknown): (PeerlensQuery & { readonly list: string }) | null {
  const query = typeof saved === 'string' ? { list: saved } : saved;
  return typeof query === 'object' && query !== null && 'list' in query && typeof query.list === 'string'
    ? { refId: 'variable', ...query, queryType: 'list', list: query.list }
    : null;
}

/**
 * Whether a variable that the list depends on has no value. Then there is nothing to choose from, and the other
 * variable says why.
 */
function hasEmptyParent({ roomIds, sessionId, peerIds, app, streamKeys }: PeerlensQuery): boolean {
  return [roomIds, sessionId, peerIds, app, streamKeys].some((parent) => {
    const texts = [parent].flat().filter((text) => text !== undefined);
    return texts.length > 0 && texts.every((text) => text === '');
  });
}

/** People know a call by its time, everything else by its name. The stays of one person differ in when they began. */
function toVariableOption(
  option: Option,
  list: string,
  timeZone?: string
): MetricFindValue & { readonly value: string } {
  const { value, text, detail, start } = option;
  switch (list) {
    case 'sessions':
      return { value, text: joinDetails(formatPeriod(option, timeZone) || value, detail, text === value ? '' : text) };
    case 'peers':
      return { value, text: joinDetails(text, detail, formatTime(start, timeZone)) };
    default:
      return { value, text };
  }
}

/** The dashboard's time zone, which the request lacks. Undefined without a dashboard: Grafana then uses its own. */
function dashboardTimeZone(scopedVars: ScopedVars): string | undefined {
  const zone = getTemplateSrv().replace('${__timezone}', scopedVars);
  return zone.startsWith('$') || zone === '' ? undefined : zone;
}
