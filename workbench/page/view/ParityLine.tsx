import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { bounded } from '../../../src/core/failure/text';
import type { PeerlensOptions } from '../../../src/host/types';
import { toJson } from '../json';
import type { Parity } from '../parity/compare';
import { compareHosts } from '../parity/replay';
import type { Run } from '../run';

interface Props {
  readonly run: Run;
  readonly service: PeerlensOptions['service'];
}

type Comparison = Parity | { readonly failure: string } | null;

/** Whether the backend host makes the same of the query, from the same upstream answers at the same instant. */
export function ParityLine({ run, service }: Props) {
  const styles = useStyles2(getStyles);
  const [comparison, setComparison] = useState<Comparison>(null);
  useEffect(() => {
    let isOver = false;
    const show = (found: Comparison) => !isOver && setComparison(found);
    compareHosts(run, service).then(show, (error: unknown) =>
      show({ failure: error instanceof Error ? error.message : String(error) })
    );
    return () => {
      isOver = true;
    };
  }, [run, service]);
  const { icon, words } = lineOf(comparison, run);
  return (
    <div className={styles[icon]} role="status" aria-label="Comparison of both hosts">
      <Icon key={icon} name={icon} />
      <span className={styles.text}>{words}</span>
    </div>
  );
}

function lineOf(comparison: Comparison, { error }: Run) {
  if (comparison === null) {
    return { icon: 'sync', words: 'The backend answers the same query…' } as const;
  }
  if ('failure' in comparison) {
    return { icon: 'info-circle', words: `The hosts are not compared: ${comparison.failure}` } as const;
  }
  if (!comparison.agree) {
    const { path, browser, backend } = comparison;
    const words = `The hosts differ: ${path} is ${shown(browser)} in the browser, ${shown(backend)} in the backend`;
    return { icon: 'exclamation-triangle', words } as const;
  }
  const words =
    error === undefined
      ? `Both hosts agree: ${counted(comparison.frames, 'frame')}, ${counted(comparison.values, 'value')}`
      : 'Both hosts agree: the same error';
  return { icon: 'check-circle', words } as const;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function shown(value: unknown): string {
  return bounded(toJson(value) ?? 'absent', 120);
}

const getStyles = (theme: GrafanaTheme2) => {
  const line = { display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) };
  return {
    sync: css({ ...line, color: theme.colors.text.secondary }),
    'info-circle': css({ ...line, color: theme.colors.text.secondary }),
    'check-circle': css({ ...line, color: theme.colors.success.text }),
    'exclamation-triangle': css({ ...line, color: theme.colors.error.text }),
    text: css({ color: theme.colors.text.primary }),
  };
};
