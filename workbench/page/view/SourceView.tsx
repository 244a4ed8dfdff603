import { DataSourcePluginContextProvider, type RawTimeRange } from '@grafana/data';
import { Box, ErrorBoundaryAlert, Stack } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { lastValueFrom, type Subscription } from 'rxjs';
import { DEMO_QUERY } from '../../../src/demoQuery';
import type { PeerlensQuery } from '../../../src/types';
import { changeAddress, resolveRange, type Address } from '../address';
import type { Instance, LoadedPlugin } from '../plugin';
import { runQuery, type Run } from '../run';
import { instanceSettingsOf, type Source } from '../sources';
import { DashboardSection } from './DashboardSection';
import { QuerySection } from './QuerySection';
import { Result } from './Result';
import { SettingsSection } from './SettingsSection';

interface Props {
  readonly source: Source;
  readonly instance: Instance;
  readonly loaded: LoadedPlugin;
  /** Takes over saved settings and gives the data source made from them. */
  readonly onSaved: (saved: Source) => Instance;
  /** What the page was opened with. */
  readonly opening: Pick<Address, 'query' | 'range'>;
}

/** One data source: its settings, a query, and the result of the query, which runs once when it is shown. */
export function SourceView({ source, instance, loaded, onSaved, opening }: Props) {
  const queryType = source.jsonData.service === 'storm' ? 'substream' : 'peerStats';
  const [query, setQuery] = useState<PeerlensQuery>(
    opening.query ?? { refId: 'A', version: 1, queryType, ...DEMO_QUERY }
  );
  // An editor changes the query and runs it in one go, before anything is rendered anew.
  const latest = useRef(query);
  const change = (changed: PeerlensQuery) => {
    latest.current = changed;
    setQuery(changed);
  };
  const [range, setRange] = useState(() => resolveRange(opening.range));
  const { run, isRunning, start } = useRun(instance);

  const runNow = (changed: { readonly query?: PeerlensQuery; readonly range?: RawTimeRange } = {}) => {
    const next = { query: changed.query ?? latest.current, range: resolveRange(changed.range ?? range.raw) };
    change(next.query);
    setRange(next.range);
    const address = changeAddress({ ds: source.uid, query: next.query, range: next.range.raw });
    window.history.replaceState(null, '', address);
    start(next.query, next.range);
  };
  const runAtFirst = useRef(runNow);
  useEffect(() => runAtFirst.current(), []);

  return (
    <DataSourcePluginContextProvider instanceSettings={instanceSettingsOf(source, loaded)}>
      <Box paddingTop={2}>
        <Stack direction="column" gap={2}>
          <ErrorBoundaryAlert title="The config editor failed">
            <SettingsSection source={source} instance={instance} plugin={loaded.plugin} onSaved={onSaved} />
          </ErrorBoundaryAlert>
          <ErrorBoundaryAlert title="The query editor failed">
            <QuerySection
              instance={instance}
              query={query}
              range={range}
              run={run}
              isRunning={isRunning}
              onChange={change}
              onRun={runNow}
            />
          </ErrorBoundaryAlert>
          <ErrorBoundaryAlert title="The editor of a variable or annotation failed">
            <DashboardSection instance={instance} range={range} />
          </ErrorBoundaryAlert>
          <Result
            run={run}
            isRunning={isRunning}
            describe={(described) => instance.getQueryDisplayText?.(described) ?? ''}
            runAgain={({ query, range }) => lastValueFrom(runQuery(instance, query, range))}
          />
        </Stack>
      </Box>
    </DataSourcePluginContextProvider>
  );
}

/** The latest run; a new one gives up the one before. */
function useRun(instance: Instance) {
  const [run, setRun] = useState<Run | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const running = useRef<Subscription>(undefined);
  useEffect(() => () => running.current?.unsubscribe(), []);
  const start = (query: PeerlensQuery, range: Run['range']) => {
    running.current?.unsubscribe();
    setIsRunning(true);
    running.current = runQuery(instance, query, range).subscribe({ next: setRun, complete: () => setIsRunning(false) });
  };
  return { run, isRunning, start };
}
