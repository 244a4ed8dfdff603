import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2 } from '@grafana/data';
import { Alert, ErrorBoundaryAlert, PanelChrome, useStyles2 } from '@grafana/ui';
import type { PeerlensOptions } from '../../../src/host/types';
import type { Run } from '../run';
import { FramesJson } from './FramesJson';
import { NoticeIcons, NoticeTexts } from './Notices';
import { ParityLine } from './ParityLine';
import { RunCost } from './RunCost';
import { useWidth } from './useWidth';
import { Visualisation } from './Visualisation';

interface Props {
  readonly run: Run | null;
  readonly isRunning: boolean;
  readonly service: PeerlensOptions['service'];
  readonly title: string;
}

const HEIGHT = 420;

/** What a query came to: the panel, what it cost, whether the backend agrees, and the frames themselves. */
export function Result({ run, isRunning, service, title }: Props) {
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
            titleItems={run === null ? undefined : <NoticeIcons frames={run.frames} />}
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
          <NoticeTexts frames={run.frames} />
          <div className={styles.facts}>
            <ParityLine key={run.now} run={run} service={service} />
            <RunCost run={run} />
          </div>
          <FramesJson frames={run.frames} />
        </>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  facts: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(1, 3) }),
});
