import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { readAddress, writeAddress } from '../address';
import type { WorkbenchBackendSrv } from '../grafana/backendSrv';
import type { WorkbenchDataSourceSrv } from '../grafana/dataSourceSrv';
import type { LoadedPlugin } from '../plugin/load';
import { instanceSettingsOf, instantiate, type Source } from '../sources';
import { Header } from './Header';
import { SourceView } from './SourceView';

interface Props {
  readonly loaded: LoadedPlugin;
  readonly sources: readonly Source[];
  readonly backend: WorkbenchBackendSrv;
  readonly dataSources: WorkbenchDataSourceSrv;
}

/** The whole page: a tab for each data source. */
export function App({ loaded, sources: listed, backend, dataSources }: Props) {
  const styles = useStyles2(getStyles);
  const [address] = useState(() => readAddress(window.location.search));
  const [opened, setOpened] = useState(() => listed.map((source) => open(source, loaded, dataSources)));
  const [shown, setShown] = useState(address.ds ?? listed[0]?.uid);
  const current = opened.find(({ source }) => source.uid === shown);
  const reopen = (saved: Source) => {
    const again = open(saved, loaded, dataSources);
    setOpened((before) => before.map((each) => (each.source.uid === saved.uid ? again : each)));
    return again.instance;
  };
  return (
    <>
      <Header />
      <main className={styles.page}>
        <TabsBar>
          {opened.map(({ source }) => (
            <Tab
              key={source.uid}
              label={source.name}
              active={source.uid === shown}
              onChangeTab={() => {
                setShown(source.uid);
                const { range, theme } = readAddress(window.location.search);
                window.history.replaceState(null, '', writeAddress({ ds: source.uid, range, theme }));
              }}
            />
          ))}
        </TabsBar>
        {current === undefined ? (
          <Alert severity="error" title={`There is no data source with the uid ${shown}`} />
        ) : (
          <SourceView
            key={current.source.uid}
            source={current.source}
            instance={current.instance}
            loaded={loaded}
            backend={backend}
            onSaved={reopen}
            opening={address.ds === undefined || address.ds === current.source.uid ? address : { range: address.range }}
          />
        )}
      </main>
    </>
  );
}

function open(source: Source, loaded: LoadedPlugin, dataSources: WorkbenchDataSourceSrv) {
  const instance = instantiate(source, loaded);
  dataSources.add(instanceSettingsOf(source, loaded), instance);
  return { source, instance };
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 1400, margin: '0 auto', padding: theme.spacing(2, 3, 6) }),
});
