import {
  CustomVariableSupport,
  dateTimeFormat,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { map, of, type Observable } from 'rxjs';
import { VariableEditor } from '../editors/variables/VariableEditor';
import type { DataSource } from './datasource';
import { distinct, whenWas, type Listed } from './lists';
import type { PeerlensQuery } from './types';

/** What a variable offers: a list of the service, each entry by name and standing for its ID. */
export class VariableSupport extends CustomVariableSupport<DataSource, PeerlensQuery, PeerlensQuery> {
  readonly editor = VariableEditor;

  constructor(private readonly datasource: DataSource) {
    super();
  }

  /** Grafana gives the variable's query as the only target, whatever is saved there. Fails with the words of a list that failed. */
  query(request: DataQueryRequest<PeerlensQuery>): Observable<DataQueryResponse> {
    const [saved] = request.targets;
    const list = asList(saved);
    const { scopedVars, range } = request;
    if (list === null || isOfNothing(this.datasource.applyTemplateVariables(list, scopedVars))) {
      return of({ data: [] });
    }
    const timeZone = zoneOf(scopedVars);
    return this.datasource.listed(list, range, scopedVars).pipe(
      map((listed) => {
        if (!listed.ok) {
          throw new Error(listed.failure.message);
        }
        const { entries } = listed.value;
        return { data: distinct(entries.map((entry) => optionOf(entry, list.list ?? '', timeZone))) };
      })
    );
  }

  getDefaultQuery(): Partial<PeerlensQuery> {
    const list = this.datasource.service === 'storm' ? 'applications' : 'rooms';
    return { refId: 'variable', version: 1, queryType: 'list', list };
  }
}

type Option = MetricFindValue & { readonly value: string };

/** A hand-written variable may hold the name of a list alone. */
function asList(saved: unknown): PeerlensQuery | null {
  const query = typeof saved === 'string' ? { list: saved } : saved;
  return typeof query === 'object' && query !== null && 'list' in query && typeof query.list === 'string'
    ? { refId: 'variable', ...query, queryType: 'list', list: query.list }
    : null;
}

/** Whether a variable that the list depends on has no value: there is nothing to choose from then, and the other variable says why. */
function isOfNothing({ roomIds, sessionId, peerIds, app, streamKeys }: PeerlensQuery): boolean {
  return [roomIds, sessionId, peerIds, app, streamKeys]
    .map((parent) => [parent].flat().filter((text) => text !== undefined))
    .some((texts) => texts.length > 0 && texts.every((text) => text === ''));
}

/** A call is known by when it was; all else by its name. A person's stays differ in when they began. */
function optionOf(entry: Listed, list: string, timeZone: string | undefined): Option {
  const { value, text, detail, start } = entry;
  const name = text === value ? '' : text;
  const parts =
    list === 'sessions'
      ? [whenWas(entry, timeZone) || value, detail, name]
      : list === 'peers'
        ? [text, detail, start === null ? '' : dateTimeFormat(start, { timeZone, format: 'HH:mm' })]
        : [text];
  return { value, text: parts.filter(Boolean).join(' · ') };
}

/** The dashboard's time zone: a variable's request does not tell it. Grafana's own choice where there is no dashboard. */
function zoneOf(scopedVars: ScopedVars): string | undefined {
  const zone = getTemplateSrv().replace('${__timezone}', scopedVars);
  return zone.startsWith('$') || zone === '' ? undefined : zone;
}
