import { useId, useState } from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, RadioButtonGroup, RadioButtonList } from '@grafana/ui';
import type { PeerlensOptions, PeerlensSecrets } from '../types';
import { AUTH_METHODS, authOf, CALLS_TITLE, fieldsOf, SECTIONS, SERVICES } from './config/sections';
import { SettingControl } from './config/SettingControl';
import { remember, serviceOf, withOptions, withService, type Connections, type Settings } from './config/settings';
import { ThresholdFields } from './config/ThresholdFields';

/** Edits the settings of one data source: one connection to one service. */
export function ConfigEditor(props: DataSourcePluginOptionsEditorProps<PeerlensOptions, PeerlensSecrets>) {
  const { options, onOptionsChange: save } = props;
  const settings: Settings = options;
  const { readOnly } = settings;
  const editorId = useId();
  const idOf = (name: string) => `peerlens-${name}-${editorId}`;
  const [before, setBefore] = useState<Connections>({});
  const service = serviceOf(settings);
  return (
    <>
      <FieldSet label="Service">
        <RadioButtonList
          id={idOf('service')}
          name={idOf('service')}
          options={SERVICES}
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
        const fields = fieldsOf(section, settings);
        const methods = section.fields === 'auth' ? AUTH_METHODS[service] : [];
        return (
          fields.length + methods.length > 0 && (
            <FieldSet key={title} label={title}>
              {methods.length > 0 && (
                <Field disabled={readOnly}>
                  <RadioButtonGroup
                    id={idOf('auth')}
                    aria-label="Method"
                    options={methods.map(({ value, label }) => ({ value, label }))}
                    value={authOf(settings)}
                    onChange={(auth) => save(withOptions(settings, { auth }))}
                  />
                </Field>
              )}
              {fields.map((field) => {
                const name = field.kind === 'url' ? 'url' : field.name;
                const control = { id: idOf(name), field, settings, save };
                return <SettingControl key={`${service} ${name}`} {...control} />;
              })}
              {title === CALLS_TITLE && <ThresholdFields settings={settings} save={save} />}
            </FieldSet>
          )
        );
      })}
    </>
  );
}
