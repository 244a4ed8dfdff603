import { css } from '@emotion/css';
import { CoreApp, LoadingState, type GrafanaTheme2, type RawTimeRange, type TimeRange } from '@grafana/data';
import { Button, Collapse, TimeRangePicker, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import type { PeerlensQuery } from '../../../src/types';
import type { Instance } from '../plugin';
import { shiftRange } from '../range';
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
  const styles = useStyles2(getStyles);
  const { QueryEditor, QueryEditorHelp } = instance.components ?? {};
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  return (
    <section className={styles.section} aria-label="Query">
      <div className={styles.actions}>
        <TimeRangePicker
          value={range}
          onChange={({ raw }) => onRun({ range: raw })}
          onChangeTimeZone={() => undefined}
          onMoveBackward={() => onRun({ range: shiftRange(range, -0.5) })}
          onMoveForward={() => onRun({ range: shiftRange(range, 0.5) })}
          onZoom={() => onRun({ range: shiftRange(range, 0, 2) })}
        />
        <Button icon="sync" onClick={() => onRun()}>
          Run query
        </Button>
      </div>
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
          data={
            run === null
              ? undefined
              : {
                  state: isRunning ? LoadingState.Loading : LoadingState.Done,
                  series: [...run.frames],
                  timeRange: run.range,
                }
          }
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
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  actions: css({ display: 'flex', justifyContent: 'flex-end', gap: theme.spacing(1) }),
});
