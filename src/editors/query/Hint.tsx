import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** What a person should know of a field, below it and no wider. Nothing where there is nothing to say. */
export function Hint({ text }: { readonly text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div aria-live="polite" className={styles}>
      {text}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    width: 0,
    minWidth: '100%',
    overflowWrap: 'anywhere',
    '&:not(:empty)': { padding: theme.spacing(0.25, 1) },
  });
