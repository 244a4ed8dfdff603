import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LinkButton, Text, useStyles2 } from '@grafana/ui';
import { readAddress, writeAddress } from '../address';
import { PLUGIN_ID } from '../plugin';

/** The page's name, and the switch between Grafana's two themes. */
export function Header() {
  const styles = useStyles2(getStyles);
  const address = readAddress(window.location.search);
  const other = address.theme === 'light' ? 'dark' : 'light';
  return (
    <header className={styles.bar}>
      <img src={`/public/plugins/${PLUGIN_ID}/img/logo.svg`} alt="" width={28} height={28} />
      <Text element="h1" variant="h4">
        Peerlens workbench
      </Text>
      <div className={styles.about}>
        <Text color="secondary">The built plugin with its real backend, without Grafana</Text>
      </div>
      <LinkButton
        variant="secondary"
        fill="text"
        icon="adjust-circle"
        href={writeAddress({ ...address, theme: other })}
        // The address changes with every run, so the link is made when it is followed.
        onClick={(event) => {
          event.preventDefault();
          window.location.assign(writeAddress({ ...readAddress(window.location.search), theme: other }));
        }}
      >
        {other === 'light' ? 'Light theme' : 'Dark theme'}
      </LinkButton>
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
  about: css({ flexGrow: 1, [theme.breakpoints.down('md')]: { visibility: 'hidden' } }),
});
