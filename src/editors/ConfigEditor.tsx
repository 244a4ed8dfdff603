import { useId, useState } from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { FieldSet } from '@grafana/ui';
import type { PeerlensOptions, PeerlensSecrets } from '../host/types';
import { HundredmsAuth, StormAuth } from './config/AuthFields';
import { CallFields } from './config/CallFields';
import { LimitFields } from './config/LimitFields';
import { NetworkFields } from './config/NetworkFields';
import { ServiceField } from './config/ServiceField';
import { remember, serviceOf, withService, withUrl, type Connections, type Settings } from './config/settings';
import { UrlField } from './config/UrlField';

/** Edits the settings of one data source, which is one connection to one service. */
export function ConfigEditor(props: DataSourcePluginOptionsEditorProps<PeerlensOptions, PeerlensSecrets>) {
  const { options, onOptionsChange: save } = props;
  const settings: Settings = options;
  const editorId = useId();
  const idOf = (name: string) => `peerlens-${name}-${editorId}`;
  const [before, setBefore] = useState<Connections>({});

  const service = serviceOf(settings);
  const part = { settings, idOf, save };
  return (
    <>
      <FieldSet label="Service">
        <ServiceField
          id={idOf('service')}
          value={service}
          isReadOnly={settings.readOnly}
          onChange={(chosen) => {
            setBefore(remember(before, settings));
            save(withService(settings, chosen, before));
          }}
        />
      </FieldSet>
      {service !== 'demo' && (
        <>
          <FieldSet label="Connection">
            <UrlField
              key={service}
              id={idOf('url')}
              service={service}
              value={settings.url}
              isReadOnly={settings.readOnly}
              onChange={(url) => save(withUrl(settings, url))}
            />
          </FieldSet>
          {service === '100ms' ? <HundredmsAuth {...part} /> : <StormAuth {...part} />}
          <NetworkFields {...part} />
        </>
      )}
      <LimitFields {...part} />
      {service !== 'storm' && <CallFields {...part} />}
    </>
  );
}
