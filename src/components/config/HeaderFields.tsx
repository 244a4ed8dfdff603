import { useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FieldSet, Stack, useStyles2 } from '@grafana/ui';
import { t } from '../../i18n';
import { SettingControl, type Control } from './SettingControl';
import { headersOf, textOf, withNewHeader, withoutHeader, type Settings } from './settings';

interface Props {
  readonly settings: Settings;
  readonly save: (settings: Settings) => void;
  /** What the control of a setting needs. */
  readonly controlOf: (name: string) => Control;
}

/** The custom headers: a row for each, with its name and its value, which is a secret. */
export function HeaderFields({ settings, save, controlOf }: Props) {
  const styles = useStyles2(getStyles);
  const { readOnly } = settings;
  const addButton = useRef<HTMLButtonElement>(null);
  return (
    <FieldSet label={t('Custom headers')} className={styles.section}>
      <p className={styles.about}>
        {t('Sent with each request, for example to pass Cloudflare Access. Values are secrets.')}
      </p>
      {headersOf(settings).map((number) => {
        const name = `httpHeaderName${number}` as const;
        const value = `httpHeaderValue${number}` as const;
        const nameField = { kind: 'text', name, label: t('Name of header {{number}}', { number }), width: 30 } as const;
        const valueField = {
          kind: 'secret',
          name: value,
          label: t('Value of header {{number}}', { number }),
          width: 40,
        } as const;
        return (
          <Stack key={number} direction="row" wrap="wrap" alignItems="flex-end" gap={1}>
            <SettingControl field={nameField} {...controlOf(name)} />
            <SettingControl field={valueField} {...controlOf(value)} />
            {!readOnly && (
              <Button
                className={styles.remove}
                variant="secondary"
                icon="trash-alt"
                aria-label={t('Remove header {{name}}', { name: textOf(settings, name) || number })}
                tooltip={t('Remove')}
                onClick={() => {
                  save(withoutHeader(settings, number));
                  addButton.current?.focus();
                }}
              />
            )}
          </Stack>
        );
      })}
      {!readOnly && (
        <Button ref={addButton} variant="secondary" icon="plus" onClick={() => save(withNewHeader(settings))}>
          {t('Add header')}
        </Button>
      )}
    </FieldSet>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Grafana puts space below a section only.
  section: css({ marginTop: theme.spacing(5) }),
  about: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  // As far from the next row as the fields beside it.
  remove: css({ marginBottom: theme.spacing(2) }),
});
