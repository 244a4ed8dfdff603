import { useState, type ComponentType } from 'react';
import type { CoreApp, PanelData, TimeRange } from '@grafana/data';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { map, of, type Observable } from 'rxjs';
import type { Option, OptionList, Service } from '../core';
import type { OptionSource } from '../optionSource';
import type { PeerlensQuery } from '../types';
import type { EditorProps } from './QueryEditor';

/** What a list contains. */
export type Answer = (list: PeerlensQuery, range: Pick<TimeRange, 'from' | 'to'>) => Observable<OptionList>;

export function option(value: string, text = value, more: Partial<Option> = {}): Option {
  return { value, text, detail: '', ...more };
}

/** Answers with fixed lists, by name. A list that is not there is empty. */
export function answering(lists: Readonly<Record<string, readonly Option[]>>): Answer {
  return ({ list = '' }) => of({ options: lists[list] ?? [], hint: '' });
}

export function optionSource(service: Service, answer: Answer = answering({})): Source {
  return {
    uid: 'uid',
    service,
    countsViewers: false,
    options: (list, range) => answer(list, range).pipe(map((value) => ({ ok: true, value }))),
    getDefaultQuery: () => ({ queryType: service === 'storm' ? 'substream' : 'calls', format: 'numeric' }),
  };
}

type Source = OptionSource & {
  readonly uid: string;
  readonly countsViewers: boolean;
  readonly getDefaultQuery: () => Partial<PeerlensQuery>;
};

interface Setup {
  readonly service?: Service;
  readonly answer?: Answer;
  readonly app?: CoreApp;
  readonly range?: TimeRange;
  /** The type of the panel that shows the query. */
  readonly panelPluginId?: string;
  /** The data source whose data the panel shows. */
  readonly shownUid?: string;
}

type Editor = ComponentType<
  EditorProps & {
    readonly datasource: Source;
    readonly app?: CoreApp;
    readonly data?: PanelData;
    readonly onRunQuery: () => void;
  }
>;

/** Shows an editor that gets back what it saves. */
export function renderEditor(
  QueryEditor: Editor,
  given: Partial<PeerlensQuery>,
  { service = '100ms', answer = answering({}), app, range: firstRange, panelPluginId, shownUid = 'uid' }: Setup = {}
) {
  const saved: PeerlensQuery[] = [];
  const run = jest.fn();
  const asked = jest.fn(answer);
  const source = optionSource(service, asked);
  function Page({ range, datasource = source }: { readonly range?: TimeRange; readonly datasource?: Source }) {
    const [query, setQuery] = useState<PeerlensQuery>({ refId: 'A', ...given });
    const save = (next: PeerlensQuery) => {
      saved.push(next);
      setQuery(next);
    };
    const data =
      panelPluginId === undefined
        ? undefined
        : ({
            series: [],
            request: { panelPluginId, targets: [{ datasource: { uid: shownUid } }] },
          } as unknown as PanelData);
    const props = { query, range, app, datasource, data };
    return <QueryEditor {...props} onChange={save} onRunQuery={run} />;
  }
  const { rerender } = render(<Page range={firstRange} />);
  return {
    saved,
    last: () => saved.at(-1),
    run,
    asked,
    /** The names of the lists that were asked for. */
    lists: () => asked.mock.calls.map(([{ list }]) => list),
    withRange: (range: TimeRange) => rerender(<Page range={range} />),
    /** Chooses a data source of another service, for which Grafana makes a new editor. */
    withService: (other: Service) =>
      rerender(<Page key={other} range={firstRange} datasource={optionSource(other, asked)} />),
    user: userEvent.setup({ delay: null }),
  };
}

/** Gives jsdom what a Combobox needs: sizes, because it draws only options that fit into its list, and an observer. */
export function mockLayout(): void {
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  globalThis.IntersectionObserver = class implements IntersectionObserver {
    readonly root = null;
    readonly rootMargin = '';
    readonly thresholds = [];
    disconnect() {}
    observe() {}
    unobserve() {}
    takeRecords() {
      return [];
    }
  };
}
