import { setBackendSrv, setDataSourceSrv, setTemplateSrv } from '@grafana/runtime';
import { createRoot } from 'react-dom/client';
import { WorkbenchBackendSrv } from './grafana/backendSrv';
import { WorkbenchDataSourceSrv } from './grafana/dataSourceSrv';
import { NO_VARIABLES } from './grafana/templateSrv';
import { loadPlugin } from './plugin/load';
import { listSources } from './sources';
import { App } from './view/App';
import { Frame } from './view/Frame';
import { StartFailure } from './view/StartFailure';

const backend = new WorkbenchBackendSrv();
const dataSources = new WorkbenchDataSourceSrv();
setBackendSrv(backend);
setTemplateSrv(NO_VARIABLES);
setDataSourceSrv(dataSources);

const place = document.getElementById('workbench');
if (place !== null) {
  const root = createRoot(place);
  try {
    const [loaded, sources] = await Promise.all([loadPlugin(), listSources()]);
    root.render(
      <Frame>
        <App loaded={loaded} sources={sources} backend={backend} dataSources={dataSources} />
      </Frame>
    );
  } catch (error) {
    root.render(
      <Frame>
        <StartFailure error={error} />
      </Frame>
    );
  }
}
