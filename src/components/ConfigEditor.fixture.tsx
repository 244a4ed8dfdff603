import { useState } from 'react';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigEditor } from './ConfigEditor';
import type { Settings } from './config/settings';

/** The settings of a data source as Grafana passes them to an editor. */
export function settingsOf(given: Partial<Settings>): Settings {
  return {
    id: 1,
    uid: 'uid',
    orgId: 1,
    name: 'Peerlens',
    type: 'peerlens-quality-datasource',
    typeName: 'Peerlens',
    typeLogoUrl: '',
    access: 'proxy',
    url: '',
    user: '',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Grafana's type requires it.
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    isDefault: false,
    withCredentials: false,
    readOnly: false,
    jsonData: {},
    secureJsonFields: {},
    ...given,
  };
}

/** Shows a config editor that gets back what it saves. */
export function renderConfig(given: Partial<Settings>) {
  const saved: Settings[] = [];
  function Page() {
    const [settings, setSettings] = useState(settingsOf(given));
    const save = (next: Settings) => {
      saved.push(next);
      setSettings(next);
    };
    return <ConfigEditor options={settings} onOptionsChange={save} />;
  }
  render(<Page />);
  return { last: () => saved.at(-1), user: userEvent.setup({ delay: null }) };
}
