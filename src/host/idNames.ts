import type { Subscription } from 'rxjs';
import { isVariable, joinDetails, missingFrom, type Option } from '../core';
import { formatPeriod, type OptionSource } from '../options';
import { savedText, savedTexts } from '../savedValues';
import type { FromTo, PeerlensQuery } from '../types';

/** How people know IDs, as far as lists have told. */
export class IdNames {
  private readonly names = new Map<string, string>();
  private readonly loading = new Map<string, Subscription>();

  constructor(private readonly source: OptionSource) {}

  readonly nameOf = (id: string): string | undefined => this.names.get(id);

  learn(list: string | undefined, options: readonly Option[]): void {
    for (const option of options) {
      const { value, text } = option;
      this.names.set(value, list === 'sessions' ? joinDetails(formatPeriod(option), text === value ? '' : text) : text);
    }
  }

  /** Requests the lists with the IDs of a query, each once. The data source learns their names as they arrive. */
  load(query: PeerlensQuery, range: FromTo): void {
    const { roomId, roomIds, sessionId, sessionIds, peerIds } = query;
    const unknown = (...ids: readonly unknown[]) =>
      ids.flatMap(savedTexts).some((id) => !isVariable(id) && !this.names.has(id));
    this.loadList({ refId: 'list', list: 'rooms' }, unknown(roomId, roomIds), range);
    this.loadList({ refId: 'list', list: 'sessions' }, unknown(sessionId, sessionIds), range);
    this.loadList({ refId: 'list', list: 'peers', sessionId: savedText(sessionId) }, unknown(peerIds), range);
  }

  private loadList(list: PeerlensQuery, isNeeded: boolean, range: FromTo): void {
    const key = JSON.stringify(list);
    const isFinished = missingFrom({ ...list, queryType: 'list' }, this.source.service).length === 0;
    if (isNeeded && isFinished && !this.loading.has(key)) {
      this.loading.set(key, this.source.options(list, range).subscribe());
    }
  }
}
