import { css } from '@emotion/css';
import { CoreApp, LoadingState, type GrafanaTheme2, type RawTimeRange, type TimeRange } from '@grafana/data';
import { Button, FilterPill, Text, TimeRangePicker, useStyles2 } from '@grafana/ui';
import type { PeerlensQuery } from '../../../src/types';
import { toJson } from '../address';
import type { Example } from '../examples';
import type { Instance } from '../plugin';
import { shiftRange } from '../range';
import type { Run } from '../run';

interface Props {
  readonly instance: Instance;
  readonly examples: readonly Example[];
  readonly query: PeerlensQuery;
  readonly range: TimeRange;
  readonly run: Run | null;
  readonly isRunning: boolean;
  readonly onChange: (query: PeerlensQuery) => void;
  readonly onRun: (changed?: { readonly query?: PeerlensQuery; readonly range?: RawTimeRange }) => void;
}

/** Examples to begin with, the time range, and the plugin's own query editor. */
export function QuerySection({ instance, examples, query, range, run, isRunning, onChange, onRun }: Props) {
  const styles = useStyles2(getStyles);
  const QueryEditor = instance.components?.QueryEditor;
  return (
    <section className={styles.section} aria-label="Query">
      <div className={styles.bar}>
        <div className={styles.examples} role="group" aria-label="Examples">
          <Text color="secondary" variant="bodySmall">
            Examples
          </Text>
          {examples.map((example) => (
            <FilterPill
              key={example.name}
              label={example.name}
              selected={isSame(example, query)}
              onClick={() => onRun({ query: { refId: 'A', ...example.query } })}
            />
          ))}
        </div>
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
    </section>
  );
}

/** Whether a query still says what the example does. */
function isSame({ query: example }: Example, query: PeerlensQuery): boolean {
  return canonical({ ...query, refId: undefined, datasource: undefined }) === canonical(example);
}

function canonical(query: object): string | undefined {
  const filled = Object.entries(query).filter(([, value]) => value !== undefined);
  return toJson(filled.sort(([a], [b]) => (a < b ? -1 : 1)));
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
  bar: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
    [theme.breakpoints.down('lg')]: { flexDirection: 'column' },
  }),
  examples: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), flexGrow: 1 }),
  actions: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), flexShrink: 0 }),
});
