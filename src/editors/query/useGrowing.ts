import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

/** The class of an inline field that takes what its row has left, and whose control stays inside it however much it holds. */
export function useGrowing(): string {
  return useStyles2(growing);
}

const growing = () =>
  css({
    flex: '1 1 320px',
    minWidth: 0,
    '& > :last-child': { flex: '1 1 0', minWidth: 0 },
  });
