import { css } from '@emotion/css';
import { Alert, Box, Stack, Tab, TabsBar, Text } from '@grafana/ui';
import { useState } from 'react';
import { changeAddress, readAddress } from '../address';
import { PLUGIN_ID, type LoadedPlugin } from '../plugin';
import { instantiate, type Source } from '../sources';
import { SourceView } from './SourceView';

interface Props {
  readonly loaded: LoadedPlugin;
  readonly sources: readonly Source[];
}

/** The whole page: a tab for each data source. */
export function App({ loaded, sources }: Props) {
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
  const select = (ds: string) => {
    setSelected(ds);
    window.history.replaceState(null, '', changeAddress({ ds, query: undefined }));
  };
  return (
    <>
      <Header />
      <main className={css({ maxWidth: 1400, margin: '0 auto', padding: '16px 24px 48px' })}>
        <TabsBar>
          {opened.map(({ source: { uid, name } }) => (
            <Tab key={uid} label={name} active={uid === selected} onChangeTab={() => select(uid)} />
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

function Header() {
  return (
    <Box element="header" backgroundColor="primary" paddingX={3} paddingY={1}>
      <Stack alignItems="center" gap={1.5} wrap="wrap">
        <img src={`/public/plugins/${PLUGIN_ID}/img/logo.svg`} alt="" width={28} height={28} />
        <Text element="h1" variant="h4">
          Peerlens workbench
        </Text>
        <Text color="secondary">The built plugin with its real backend, without Grafana</Text>
      </Stack>
    </Box>
  );
}
