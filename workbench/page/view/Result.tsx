import { formattedValueToString, getValueFormat, LoadingState, type DataFrame } from '@grafana/data';
import { Alert, Box, ErrorBoundaryAlert, Icon, PanelChrome, Stack, Text } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import type { PeerlensQuery } from '../../../src/types';
import { compareHosts, type Comparison } from '../compareHosts';
import { messageOf, type Run } from '../run';
import { Visualisation } from './Visualisation';

interface Props {
  readonly run: Run | null;
  readonly isRunning: boolean;
  /** Names the query, by names in place of IDs as soon as they are known. */
  readonly describe: (query: PeerlensQuery) => string;
  readonly runAgain: (run: Run) => Promise<Run>;
}

const HEIGHT = 420;

/** The result of a query: the panel, what it cost, and whether the backend agrees. */
export function Result({ run, isRunning, describe, runAgain }: Props) {
  const comparison = useComparison(run, runAgain);
  const [box, width] = useWidth();
  return (
    <section aria-label="Result" aria-busy={isRunning}>
      <div ref={box}>
        {width > 0 && (
          <PanelChrome
            width={width}
            height={HEIGHT}
            title={run === null ? '' : describe(run.query)}
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
        <Box paddingTop={1}>
          <Notices frames={run.frames} />
          <Stack wrap="wrap" justifyContent="space-between">
            <BackendComparison comparison={comparison} />
            <Text color="secondary">{costOf(run)}</Text>
          </Stack>
        </Box>
      )}
    </section>
  );
}

/** The width of an element in pixels as the window gives it; 0 before it is known. */
function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (element.current !== null) {
      observer.observe(element.current);
    }
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}

/** The notices of all frames as text, as Explore lists them; of equal ones the first. */
function Notices({ frames }: { readonly frames: readonly DataFrame[] }) {
  const notices = new Map(
    frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text, severity }) => [text, severity])
  );
  return (
    <Stack direction="column" gap={0.5}>
      {[...notices].map(([text, severity]) => (
        <Text key={text} color={severity}>
          {text}
        </Text>
      ))}
    </Stack>
  );
}

/** Whether the backend answers the same query as the browser did. */
function useComparison(run: Run | null, runAgain: Props['runAgain']): Comparison | null {
  const [compared, setCompared] = useState<{ readonly run: Run; readonly comparison: Comparison }>();
  const again = useRef(runAgain);
  useEffect(() => {
    if (run === null) {
      return;
    }
    const show = (comparison: Comparison) => setCompared({ run, comparison });
    const compared = run.isUnfinished ? Promise.reject('the query is not finished') : compareHosts(run, again.current);
    compared.then(show, (error: unknown) =>
      show({ isEqual: true, text: `The hosts are not compared: ${messageOf(error)}` })
    );
  }, [run]);
  return compared !== undefined && compared.run === run ? compared.comparison : null;
}

function BackendComparison({ comparison }: { readonly comparison: Comparison | null }) {
  const icon = comparison === null ? 'sync' : comparison.isEqual ? 'check-circle' : 'exclamation-triangle';
  return (
    <div role="status" aria-label="Comparison of both hosts">
      <Stack gap={1} alignItems="center">
        <Icon key={icon} name={icon} />
        <Text color={comparison?.isEqual === false ? 'error' : 'primary'}>
          {comparison?.text ?? 'The backend answers the same query…'}
        </Text>
      </Stack>
    </div>
  );
}

/** What the query inspector shows, and how long the run took. */
function costOf({ frames, took }: Run): string {
  const stats = frames.flatMap(({ meta }) => meta?.stats ?? []);
  const costs = stats.map(({ displayName, value, unit }) => {
    return `${displayName}: ${formattedValueToString(getValueFormat(unit)(value))}`;
  });
  return [...costs, `${took} ms`].join(', ');
}
