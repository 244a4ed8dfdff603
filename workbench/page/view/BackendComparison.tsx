import { Icon, Stack, Text } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { compareHosts, type Comparison } from '../compareHosts';
import { messageOf, type Run } from '../run';

interface Props {
  readonly run: Run;
  readonly runAgain: (run: Run) => Promise<Run>;
}

/** Whether the backend answers the same query as the browser did. */
export function BackendComparison({ run, runAgain }: Props) {
  const [compared, setCompared] = useState<{ readonly run: Run; readonly comparison: Comparison }>();
  const again = useRef(runAgain);
  useEffect(() => {
    let isOver = false;
    const show = (comparison: Comparison) => !isOver && setCompared({ run, comparison });
    const compared = run.isUnfinished ? Promise.reject('the query is not finished') : compareHosts(run, again.current);
    compared.then(show, (error: unknown) =>
      show({ isEqual: true, text: `The hosts are not compared: ${messageOf(error)}` })
    );
    return () => {
      isOver = true;
    };
  }, [run]);
  const comparison = compared?.run === run ? compared.comparison : null;
  const icon = comparison === null ? 'sync' : comparison.isEqual ? 'check-circle' : 'exclamation-triangle';
  return (
    <div role="status" aria-label="Comparison of both hosts">
      <Stack gap={1} alignItems="center">
        <Icon key={icon} name={icon} />
        <Text color={icon === 'exclamation-triangle' ? 'error' : 'primary'}>
          {comparison?.text ?? 'The backend answers the same query…'}
        </Text>
      </Stack>
    </div>
  );
}
