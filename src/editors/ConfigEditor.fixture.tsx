import { useState } from 'react';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigEditor } from './ConfigEditor';
import type { Settings } from './config/settings';
import { settingsOf } from './config/settings.fixture';

/** The config editor on some settings, as Grafana shows it; `last` are the settings that it saved last. */
export function edit(given: Partial<Settings>) {
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
