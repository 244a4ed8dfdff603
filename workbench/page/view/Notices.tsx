import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2, QueryResultMetaNotice } from '@grafana/data';
import { Icon, useStyles2, type IconName } from '@grafana/ui';

const ICONS: Readonly<Record<QueryResultMetaNotice['severity'], IconName>> = {
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
};

/** The notices of all frames as text, as Explore lists them; of equal ones the first. */
export function Notices({ frames }: { readonly frames: readonly DataFrame[] }) {
  const styles = useStyles2(getStyles);
  const notices = new Map(
    frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text, severity }) => [text, severity])
  );
  return notices.size === 0 ? null : (
    <ul className={styles.list} aria-label="Notices">
      {[...notices].map(([text, severity]) => (
        <li key={text} className={styles.row}>
          <Icon name={ICONS[severity]} className={styles[severity]} />
          {text}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) }),
  info: css({ color: theme.colors.info.text }),
  warning: css({ color: theme.colors.warning.text }),
  error: css({ color: theme.colors.error.text }),
});
