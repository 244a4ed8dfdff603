import { createTheme, ThemeContext } from '@grafana/data';
import { Alert, GlobalStyles, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router-dom-v5-compat';
import { readAddress } from './address';
import { setServices } from './grafana';
import { loadPlugin } from './plugin';
import { messageOf } from './run';
import { instanceSettingsOf, listSources } from './sources';
import { App } from './view/App';

const { theme: mode, language } = readAddress(window.location.search);
const theme = createTheme({ colors: { mode } });

/** Loads what the page shows. A failure is shown in its place. */
async function load() {
  try {
    const [loaded, sources] = await Promise.all([loadPlugin(language), listSources()]);
    setServices((uid) => {
      const found = sources.find((source) => source.uid === uid);
      return found && instanceSettingsOf(found, loaded);
    });
    return <App loaded={loaded} sources={sources} />;
  } catch (error) {
    return (
      <Alert severity="error" title="The plugin could not be loaded">
        {messageOf(error)}
      </Alert>
    );
  }
}

const place = document.getElementById('workbench');
if (place !== null) {
  // What Grafana puts around every page: theme, global styles, a place for menus, and a router for links.
  createRoot(place).render(
    <ThemeContext.Provider value={theme}>
      <MemoryRouter>
        <GlobalStyles />
        {await load()}
        <PortalContainer />
      </MemoryRouter>
    </ThemeContext.Provider>
  );
}
