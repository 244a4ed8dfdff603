import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Collapse, Stack, useStyles2 } from '@grafana/ui';
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
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(false);
  const [settings, setSettings] = useState(() => settingsOf(source));
  const [health, setHealth] = useState<Health | null>(null);
  const [isTesting, setIsTesting] = useState(false);
  const { ConfigEditor } = plugin.components;

  const saveAndTest = async () => {
    setIsTesting(true);
    setHealth(null);
    try {
      setHealth(await healthOf(source.readOnly ? instance : await save()));
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
      <div className={styles.editor}>
        {source.readOnly && (
          <Alert severity="info" title="Provisioned data source">
            This data source was added by config and cannot be modified here.
          </Alert>
        )}
        {ConfigEditor && <ConfigEditor options={settings} onOptionsChange={change} />}
        <Stack direction="column" gap={2} alignItems="flex-start">
          <Button onClick={() => void saveAndTest()} disabled={isTesting}>
            {source.readOnly ? 'Test' : 'Save & test'}
          </Button>
          {health !== null && (
            <Alert severity={health.isOk ? 'success' : 'error'} title={health.message} data-testid="health">
              {health.details}
            </Alert>
          )}
        </Stack>
      </div>
    </Collapse>
  );
}

/** Asks as Grafana does: through the data source's own `testDatasource`, which asks the backend. */
async function healthOf(instance: Instance): Promise<Health> {
  const { status, message } = await instance.testDatasource();
  return { isOk: status === 'success', message };
}

/** What Grafana shows below the message of a failed test. */
function detailsOf(error: unknown): string | undefined {
  const details = typeof error === 'object' && error !== null && 'details' in error ? error.details : undefined;
  return typeof details === 'object' && details !== null && 'verboseMessage' in details
    ? String(details.verboseMessage)
    : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ padding: theme.spacing(1, 1, 2), display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
