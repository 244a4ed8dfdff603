import { CoreApp, LoadingState, type RawTimeRange, type TimeRange } from '@grafana/data';
import { Box, Button, Collapse, Stack, TimeRangeInput } from '@grafana/ui';
import { useState } from 'react';
import type { PeerlensQuery } from '../../../src/types';
import type { Instance } from '../plugin';
import type { Run } from '../run';

interface Props {
  readonly instance: Instance;
  readonly query: PeerlensQuery;
  readonly range: TimeRange;
  readonly run: Run | null;
  readonly isRunning: boolean;
  readonly onChange: (query: PeerlensQuery) => void;
  readonly onRun: (changed?: { readonly query?: PeerlensQuery; readonly range?: RawTimeRange }) => void;
}

/** The time range, and the plugin's own query editor with its help. */
export function QuerySection({ instance, query, range, run, isRunning, onChange, onRun }: Props) {
  const { QueryEditor, QueryEditorHelp } = instance.components ?? {};
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const state = isRunning ? LoadingState.Loading : LoadingState.Done;
  return (
    <Box
      element="section"
      aria-label="Query"
      backgroundColor="primary"
      borderStyle="solid"
      borderColor="weak"
      borderRadius="default"
      padding={2}
    >
      <Stack direction="column" gap={2}>
        <Stack justifyContent="flex-end">
          <TimeRangeInput value={range} onChange={({ raw }) => onRun({ range: raw })} />
          <Button icon="sync" onClick={() => onRun()}>
            Run query
          </Button>
        </Stack>
        {QueryEditor && (
          <QueryEditor
            datasource={instance}
            query={query}
            onChange={onChange}
            onRunQuery={() => onRun()}
            app={CoreApp.Explore}
            history={[]}
            queries={[query]}
            range={range}
            data={run === null ? undefined : { state, series: [...run.frames], timeRange: run.range }}
          />
        )}
        {QueryEditorHelp && (
          <Collapse label="Help" isOpen={isHelpOpen} onToggle={setIsHelpOpen}>
            <div role="group" aria-label="Examples">
              <QueryEditorHelp
                datasource={instance}
                query={query}
                onClickExample={(example) => onRun({ query: { ...example, refId: query.refId } })}
              />
            </div>
          </Collapse>
        )}
      </Stack>
    </Box>
  );
}
