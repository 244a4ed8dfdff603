import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2, QueryResultMetaNotice } from '@grafana/data';
import { Icon, PanelChrome, Tooltip, useStyles2, type IconName } from '@grafana/ui';

interface Props {
  readonly frames: readonly DataFrame[];
}

const ICONS: Readonly<Record<QueryResultMetaNotice['severity'], IconName>> = {
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
};

/** The notices of all frames; of equal ones the first. */
function noticesOf(frames: readonly DataFrame[]): readonly QueryResultMetaNotice[] {
  const notices = frames.flatMap(({ meta }) => meta?.notices ?? []);
  return notices.filter(({ text }, i) => notices.findIndex((other) => other.text === text) === i);
}

/** Notices in the panel's header. As in Grafana there is place for one a severity, the last. */
export function NoticeIcons({ frames }: Props) {
  const bySeverity = new Map(noticesOf(frames).map((notice) => [notice.severity, notice]));
  return [...bySeverity.values()].map(({ severity, text }) => (
    <Tooltip key={severity} content={text}>
      <PanelChrome.TitleItem>
        <Icon name={ICONS[severity]} aria-label={`Notice: ${severity}`} />
      </PanelChrome.TitleItem>
    </Tooltip>
  ));
}

/** Every notice as text, as Explore lists them. */
export function NoticeTexts({ frames }: Props) {
  const styles = useStyles2(getStyles);
  const notices = noticesOf(frames);
  return notices.length === 0 ? null : (
    <ul className={styles.list} aria-label="Notices">
      {notices.map(({ severity, text }) => (
        <li key={text} className={styles[severity]}>
          <Icon name={ICONS[severity]} />
          <span className={styles.text}>{text}</span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const row = { display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) };
  return {
    list: css({ listStyle: 'none', margin: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
    info: css({ ...row, color: theme.colors.info.text }),
    warning: css({ ...row, color: theme.colors.warning.text }),
    error: css({ ...row, color: theme.colors.error.text }),
    text: css({ color: theme.colors.text.primary }),
  };
};
