import { css } from '@emotion/css';
import { formattedValueToString, getValueFormat, LoadingState, type GrafanaTheme2 } from '@grafana/data';
import { Alert, ErrorBoundaryAlert, PanelChrome, Text, useStyles2 } from '@grafana/ui';
import type { Run } from '../run';
import { BackendComparison } from './BackendComparison';
import { Notices } from './Notices';
import { useWidth } from './useWidth';
import { Visualisation } from './Visualisation';

interface Props {
  readonly run: Run | null;
  readonly isRunning: boolean;
  readonly title: string;
  readonly runAgain: (run: Run) => Promise<Run>;
}

const HEIGHT = 420;

/** The result of a query: the panel, what it cost, and whether the backend agrees. */
export function Result({ run, isRunning, title, runAgain }: Props) {
  const styles = useStyles2(getStyles);
  const [box, width] = useWidth();
  return (
    <section className={styles.section} aria-label="Result" aria-busy={isRunning}>
      <div ref={box}>
        {width > 0 && (
          <PanelChrome
            width={width}
            height={HEIGHT}
            title={title}
            statusMessage={run?.error}
            loadingState={isRunning ? LoadingState.Loading : LoadingState.Done}
          >
            {(innerWidth, innerHeight) =>
              run !== null && (
                <ErrorBoundaryAlert title="The panel failed" dependencies={[run]}>
                  {run.error === undefined ? (
                    <Visualisation run={run} width={innerWidth} height={innerHeight} />
                  ) : (
                    <Alert severity="error" title="Query error">
                      {run.error}
                    </Alert>
                  )}
                </ErrorBoundaryAlert>
              )
            }
          </PanelChrome>
        )}
      </div>
      {run !== null && (
        <>
          <Notices frames={run.frames} />
          <div className={styles.facts}>
            <BackendComparison run={run} runAgain={runAgain} />
            <Text color="secondary">{costOf(run)}</Text>
          </div>
        </>
      )}
    </section>
  );
}

/** What the query inspector shows, and how long the run took. */
function costOf({ frames, took }: Run): string {
  const stats = frames
    .flatMap(({ meta }) => meta?.stats ?? [])
    .map(({ displayName, value, unit }) => {
      return `${displayName}: ${formattedValueToString(getValueFormat(unit)(value))}`;
    });
  return [...stats, `${took} ms`].join(', ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  facts: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(1, 3) }),
});
