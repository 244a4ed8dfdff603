import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Text, useStyles2 } from '@grafana/ui';
import { readAddress, writeAddress } from '../address';
import { PLUGIN_ID } from '../plugin';

/** The page's name, and the switch between Grafana's two themes. */
export function Header() {
  const styles = useStyles2(getStyles);
  const other = readAddress(window.location.search).theme === 'light' ? 'dark' : 'light';
  return (
    <header className={styles.bar}>
      <img src={`/public/plugins/${PLUGIN_ID}/img/logo.svg`} alt="" width={28} height={28} />
      <Text element="h1" variant="h4">
        Peerlens workbench
      </Text>
      <div className={styles.about}>The built plugin with its real backend, without Grafana</div>
      <Button
        variant="secondary"
        fill="text"
        icon="adjust-circle"
        onClick={() => window.location.assign(writeAddress({ ...readAddress(window.location.search), theme: other }))}
      >
        {other === 'light' ? 'Light theme' : 'Dark theme'}
      </Button>
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1, 3),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  about: css({ flexGrow: 1, color: theme.colors.text.secondary }),
});
