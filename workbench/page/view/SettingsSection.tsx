import { Alert, Box, Button, Collapse, Stack } from '@grafana/ui';
import { useState } from 'react';
import type { Instance, LoadedPlugin } from '../plugin';
import { messageOf } from '../run';
import { saveSettings, settingsOf, type Source } from '../sources';

interface Props {
  readonly source: Source;
  readonly instance: Instance;
  readonly plugin: LoadedPlugin['plugin'];
  readonly onSaved: (saved: Source) => Instance;
}

interface Health {
  readonly isOk: boolean;
  readonly message: string;
  readonly details?: string;
}

/** The plugin's own config editor, with Grafana's Save & test below it. */
export function SettingsSection({ source, instance, plugin, onSaved }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [settings, setSettings] = useState(() => settingsOf(source));
  const [health, setHealth] = useState<Health | null>(null);
  const [isTesting, setIsTesting] = useState(false);
  const { ConfigEditor } = plugin.components;

  const saveAndTest = async () => {
    setIsTesting(true);
    setHealth(null);
    try {
      const { status, message } = await (source.editable ? await save() : instance).testDatasource();
      setHealth({ isOk: status === 'success', message });
    } catch (error) {
      setHealth({ isOk: false, message: messageOf(error), details: detailsOf(error) });
    }
    setIsTesting(false);
  };
  const change = (changed: typeof settings) => {
    setSettings(changed);
    setHealth(null);
  };
  const save = async () => {
    const saved = await saveSettings(settings);
    setSettings(settingsOf(saved));
    return onSaved(saved);
  };

  return (
    <Collapse label="Settings" isOpen={isOpen} onToggle={setIsOpen}>
      <Box role="group" aria-label="Settings" padding={1} paddingBottom={2}>
        <Stack direction="column" gap={2}>
          {!source.editable && (
            <Alert severity="info" title="Provisioned data source">
              This data source was added by config and cannot be modified here.
            </Alert>
          )}
          {ConfigEditor && <ConfigEditor options={settings} onOptionsChange={change} />}
          <div>
            <Button onClick={() => void saveAndTest()} disabled={isTesting}>
              {source.editable ? 'Save & test' : 'Test'}
            </Button>
          </div>
          {health !== null && (
            <Alert severity={health.isOk ? 'success' : 'error'} title={health.message} data-testid="health">
              {health.details}
            </Alert>
          )}
        </Stack>
      </Box>
    </Collapse>
  );
}

/** What Grafana shows below the message of a failed test. */
function detailsOf(error: unknown): string | undefined {
  const details = typeof error === 'object' && error !== null && 'details' in error ? error.details : undefined;
  return typeof details === 'object' && details !== null && 'verboseMessage' in details
    ? String(details.verboseMessage)
    : undefined;
}
