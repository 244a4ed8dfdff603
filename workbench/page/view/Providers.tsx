import { createTheme, ThemeContext } from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom-v5-compat';
import { readAddress } from '../address';

const theme = createTheme({ colors: { mode: readAddress(window.location.search).theme } });

/** What Grafana puts around every page: theme, global styles, a place for menus, and a router for links. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeContext.Provider value={theme}>
      <MemoryRouter>
        <GlobalStyles />
        {children}
        <PortalContainer />
      </MemoryRouter>
    </ThemeContext.Provider>
  );
}
