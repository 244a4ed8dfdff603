import type { Subscription } from 'rxjs';
import { isVariable, joinDetails, missingFrom, type Option } from '../core';
import { ID_FIELDS, NAMED_LISTS, narrowedList } from '../idFields';
import { formatPeriod, type OptionSource } from '../optionSource';
import { savedTexts } from '../savedValues';
import type { FromTo, PeerlensQuery } from '../types';

/** Names of IDs, from the lists that were loaded. */
export class IdNames {
  private readonly names = new Map<string, string>();
  private readonly loading = new Map<string, Subscription>();

  constructor(private readonly source: OptionSource) {}

  readonly nameOf = (id: string): string | undefined => this.names.get(id);

  add(list: string | undefined, options: readonly Option[]): void {
    for (const option of options) {
      const { value, text } = option;
      this.names.set(value, list === 'sessions' ? joinDetails(formatPeriod(option), text === value ? '' : text) : text);
    }
  }

  /** Requests the lists with the IDs of a query, each once. The data source learns their names as they arrive. */
  load(query: PeerlensQuery, range: FromTo): void {
    for (const list of NAMED_LISTS) {
      const ids = ID_FIELDS[list].flatMap((path) => savedTexts(query[path]));
      if (ids.some((id) => !isVariable(id) && !this.names.has(id))) {
        this.loadList({ refId: 'list', ...narrowedList(list, { ...query }) }, range);
      }
    }
  }

  private loadList(list: PeerlensQuery, range: FromTo): void {
    const key = JSON.stringify(list);
    const isFinished = missingFrom({ ...list, queryType: 'list' }, this.source.service).length === 0;
    if (isFinished && !this.loading.has(key)) {
      this.loading.set(key, this.source.options(list, range).subscribe());
    }
  }
}
