import { useEffect, useId, useState } from 'react';
import { css } from '@emotion/css';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, RadioButtonGroup, RadioButtonList } from '@grafana/ui';
import { failedHealthChecks, type FailedHealthCheck } from '../failedHealthCheck';
import { t } from '../i18n';
import type { PeerlensOptions, PeerlensSecrets } from '../types';
import { HeaderFields } from './config/HeaderFields';
import {
  AUTH_METHODS,
  authOf,
  CALLS_TITLE,
  settingFieldsOf,
  NETWORK_TITLE,
  SECTIONS,
  SERVICES,
} from './config/sections';
import { SettingControl } from './config/SettingControl';
import { remember, serviceOf, withOptions, withService, type Connections, type Settings } from './config/settings';
import { ThresholdFields } from './config/ThresholdFields';

/** Edits the settings of one data source: one connection to one service. */
export function ConfigEditor(props: DataSourcePluginOptionsEditorProps<PeerlensOptions, PeerlensSecrets>) {
  const { options, onOptionsChange } = props;
  const settings: Settings = options;
  const [failed, setFailed] = useState<FailedHealthCheck | null>(null);
  const save = (changed: Settings) => {
    setFailed(null);
    onOptionsChange(changed);
  };
  const { readOnly } = settings;
  const editorId = useId();
  const idOf = (name: string) => `peerlens-${name}-${editorId}`;
  const [before, setBefore] = useState<Connections>({});
  const service = serviceOf(settings);
  useEffect(() => {
    const subscription = failedHealthChecks.subscribe((test) => setFailed(test.uid === settings.uid ? test : null));
    return () => subscription.unsubscribe();
  }, [settings.uid]);
  useEffect(() => {
    if (failed !== null) {
      focusControl(`peerlens-${failed.setting}-${editorId}`);
    }
  }, [failed, editorId]);
  const controlOf = (name: string) => {
    return { id: idOf(name), settings, save, error: failed?.setting === name ? failed.message : null };
  };
  return (
    <>
      <FieldSet label={t('Service')}>
        <RadioButtonList
          id={idOf('service')}
          name={idOf('service')}
          options={SERVICES.map(({ value, label, description }) => ({
            value,
            label: t(label),
            description: t(description),
          }))}
          value={service}
          disabled={readOnly}
          onChange={(selected) => {
            setBefore(remember(before, settings));
            save(withService(settings, selected, before));
          }}
        />
      </FieldSet>
      {SECTIONS.map((section) => {
        const { title } = section;
        const fields = settingFieldsOf(section, settings);
        const methods = section.fields === 'auth' ? AUTH_METHODS[service] : [];
        return (
          fields.length + methods.length > 0 && (
            <FieldSet key={title} label={t(title)}>
              {methods.length > 0 && (
                <Field disabled={readOnly}>
                  <RadioButtonGroup
                    id={idOf('auth')}
                    className={WRAPPING}
                    aria-label={t('Method')}
                    options={methods.map(({ value, label }) => ({ value, label: t(label) }))}
                    value={authOf(settings)}
                    onChange={(auth) => save(withOptions(settings, { auth }))}
                  />
                </Field>
              )}
              {fields.map((field) => {
                const { name } = field;
                return <SettingControl key={`${service} ${name}`} field={field} {...controlOf(name)} />;
              })}
              {title === NETWORK_TITLE && <HeaderFields settings={settings} save={save} controlOf={controlOf} />}
              {title === CALLS_TITLE && <ThresholdFields settings={settings} save={save} />}
            </FieldSet>
          )
        );
      })}
    </>
  );
}

/** Radio buttons wrap like words. */
const WRAPPING = css({ flexWrap: 'wrap', maxWidth: '100%' });

/** Scrolls to a control and focuses it. A saved secret has a button that replaces it. */
function focusControl(id: string): void {
  const input = document.getElementById(id);
  const isSaved = input instanceof HTMLInputElement && input.disabled;
  const control = isSaved
    ? input.closest('[data-testid="input-wrapper"]')?.parentElement?.querySelector('button')
    : input;
  control?.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}
