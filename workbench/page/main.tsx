import { Alert } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { setServices } from './grafana';
import { loadPlugin } from './plugin';
import { messageOf } from './run';
import { instanceSettingsOf, listSources } from './sources';
import { App } from './view/App';
import { Providers } from './view/Providers';

const place = document.getElementById('workbench');
if (place !== null) {
  const root = createRoot(place);
  try {
    const [loaded, sources] = await Promise.all([loadPlugin(), listSources()]);
    setServices((uid) => {
      const found = sources.find((source) => source.uid === uid);
      return found === undefined ? undefined : instanceSettingsOf(found, loaded);
    });
    root.render(
      <Providers>
        <App loaded={loaded} sources={sources} />
      </Providers>
    );
  } catch (error) {
    root.render(
      <Providers>
        <Alert severity="error" title="The plugin could not be loaded">
          {messageOf(error)}
        </Alert>
      </Providers>
    );
  }
}
