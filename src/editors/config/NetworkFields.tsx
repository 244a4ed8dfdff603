import { Checkbox, Field, FieldSet, Input } from '@grafana/ui';
import { DEFAULT_TIMEOUT, timeoutOf } from './checkTimeout';
import { NumberField } from './NumberField';
import { secretProps, type ConfigPartProps } from './props';
import { SecretField } from './SecretField';
import { serviceOf, withOptions, withSecret, withoutSecret } from './settings';

/** Where Storm's paths begin, unless its server was set up otherwise. */
const DEFAULT_PREFIX = '/api';

/** How requests travel: paths, time and TLS. */
export function NetworkFields({ settings, idOf, save }: ConfigPartProps) {
  const { jsonData, readOnly } = settings;
  const isStorm = serviceOf(settings) === 'storm';
  return (
    <FieldSet label="Network">
      {isStorm && (
        <Field
          label="Path prefix"
          description="What stands between the address and Storm's own paths."
          htmlFor={idOf('pathPrefix')}
          disabled={readOnly}
        >
          <Input
            id={idOf('pathPrefix')}
            width={20}
            value={jsonData.pathPrefix ?? ''}
            placeholder={DEFAULT_PREFIX}
            onChange={({ currentTarget }) =>
              save(withOptions(settings, { pathPrefix: currentTarget.value.trim() || undefined }))
            }
          />
        </Field>
      )}
      <NumberField
        id={idOf('timeout')}
        label="Timeout"
        description="Seconds that one answer may take."
        value={jsonData.timeout}
        fallback={DEFAULT_TIMEOUT}
        error="Give a number of seconds above 0 and up to 3600."
        read={timeoutOf}
        isReadOnly={readOnly}
        onChange={(timeout) => save(withOptions(settings, { timeout }))}
      />
      <Field disabled={readOnly}>
        <Checkbox
          id={idOf('tlsAuthWithCACert')}
          label="Own CA certificate"
          description="For a server or proxy whose certificate no public authority has signed."
          value={jsonData.tlsAuthWithCACert ?? false}
          onChange={({ currentTarget }) => save(withOptions(settings, { tlsAuthWithCACert: currentTarget.checked }))}
        />
      </Field>
      {jsonData.tlsAuthWithCACert && (
        <SecretField
          {...secretProps(settings, 'tlsCACert')}
          id={idOf('tlsCACert')}
          label="CA certificate"
          description="In PEM form."
          hasLines
          onChange={(text) => save(withSecret(settings, 'tlsCACert', text))}
          onReset={() => save(withoutSecret(settings, 'tlsCACert'))}
        />
      )}
      {isStorm && (
        <Field disabled={readOnly}>
          <Checkbox
            id={idOf('tlsSkipVerify')}
            label="Skip TLS verify"
            description="Takes any certificate, so that anyone on the way can read the token. A CA certificate is the safe way."
            value={jsonData.tlsSkipVerify ?? false}
            onChange={({ currentTarget }) => save(withOptions(settings, { tlsSkipVerify: currentTarget.checked }))}
          />
        </Field>
      )}
    </FieldSet>
  );
}
