import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { readAddress, writeAddress } from '../address';
import type { LoadedPlugin } from '../plugin';
import { instantiate, type Source } from '../sources';
import { Header } from './Header';
import { SourceView } from './SourceView';

interface Props {
  readonly loaded: LoadedPlugin;
  readonly sources: readonly Source[];
}

/** The whole page: a tab for each data source. */
export function App({ loaded, sources }: Props) {
  const styles = useStyles2(getStyles);
  const [address] = useState(() => readAddress(window.location.search));
  const open = (source: Source) => ({ source, instance: instantiate(source, loaded) });
  const [opened, setOpened] = useState(() => sources.map(open));
  const [selected, setSelected] = useState(address.ds ?? sources[0]?.uid);
  const current = opened.find(({ source }) => source.uid === selected);
  const reopen = (saved: Source) => {
    const again = open(saved);
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
              active={source.uid === selected}
              onChangeTab={() => {
                setSelected(source.uid);
                const { range, theme } = readAddress(window.location.search);
                window.history.replaceState(null, '', writeAddress({ ds: source.uid, range, theme }));
              }}
            />
          ))}
        </TabsBar>
        {current === undefined ? (
          <Alert severity="error" title={`There is no data source with the uid ${selected}`} />
        ) : (
          <SourceView
            key={current.source.uid}
            source={current.source}
            instance={current.instance}
            loaded={loaded}
            onSaved={reopen}
            opening={address.ds === undefined || address.ds === current.source.uid ? address : { range: address.range }}
          />
        )}
      </main>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 1400, margin: '0 auto', padding: theme.spacing(2, 3, 6) }),
});
