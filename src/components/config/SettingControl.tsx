import { css } from '@emotion/css';
import { useState } from 'react';
import { Checkbox, Field, Input, SecretInput, SecretTextArea } from '@grafana/ui';
import { t } from '../../i18n';
import { formatSaved } from './formatSaved';
import type { SettingField } from './sections';
import { textOf, typedSecret, withOptions, withoutSecret, withSecret, withText, type Settings } from './settings';

export interface Control {
  readonly id: string;
  readonly settings: Settings;
  readonly save: (settings: Settings) => void;
  /** What Save & test found wrong with it; null if nothing. */
  readonly error: string | null;
}

interface Props<F = SettingField> extends Control {
  readonly field: F;
}

type Of<Kind> = Extract<SettingField, { readonly kind: Kind }>;

/**
 * The control of one setting. Secrets never come back from the server: they are typed once and can then only be
 * replaced.
 */
export function SettingControl({ field, ...props }: Props) {
  switch (field.kind) {
    case 'text':
      return <TextSetting {...props} field={field} />;
    case 'number':
      return <NumberSetting {...props} field={field} />;
    case 'checkbox':
      return <CheckboxSetting {...props} field={field} />;
    case 'secret':
    case 'certificate':
      return <SecretSetting {...props} field={field} />;
  }
}

function fieldProps({ id, field, settings, error }: Omit<Props, 'save'>) {
  const { label, description, isRequired } = field;
  const { readOnly: disabled } = settings;
  return { label, description, htmlFor: id, disabled, required: isRequired, invalid: error !== null, error };
}

const NO_WIDER_THAN_THE_PAGE = css({ maxWidth: '100%' });

/** Spaces at the ends, which pasting adds, are cut. */
function TextSetting({ id, field, settings, save, error }: Props<Of<'text'>>) {
  const { name, placeholder, width = 60 } = field;
  return (
    <Field {...fieldProps({ id, field, settings, error })}>
      <Input
        aria-invalid={error !== null}
        aria-required={field.isRequired}
        id={id}
        className={NO_WIDER_THAN_THE_PAGE}
        width={width}
        value={textOf(settings, name)}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => save(withText(settings, name, currentTarget.value.trim()))}
      />
    </Field>
  );
}

/** A text that is no such number is shown but never saved. A wrong value that a file saved is shown as it is. */
function NumberSetting({ id, field, settings, save, error }: Props<Of<'number'>>) {
  const { name, read } = field;
  const saved = formatSaved(settings.jsonData[name]);
  const [typed, setTyped] = useState(saved);
  const until = read(saved) === null ? '' : ` ${t('Until then it is {{value}}.', { value: field.default })}`;
  const problem = read(typed) === null ? `${t(field.error)}${until}` : error;
  return (
    <Field {...fieldProps({ id, field, settings, error: problem })}>
      <Input
        id={id}
        width={20}
        aria-invalid={problem !== null}
        // An input of the type number would not show a text that is no number.
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        placeholder={String(field.default)}
        suffix={t(field.unit)}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          save(withOptions(settings, { [name]: read(currentTarget.value) ?? undefined }));
        }}
      />
    </Field>
  );
}

function CheckboxSetting({ id, field, settings, save }: Props<Of<'checkbox'>>) {
  const { name, label, description } = field;
  return (
    <Field disabled={settings.readOnly}>
      <Checkbox
        id={id}
        label={label}
        description={description}
        value={settings.jsonData[name] ?? false}
        onChange={({ currentTarget }) => save(withOptions(settings, { [name]: currentTarget.checked }))}
      />
    </Field>
  );
}

function SecretSetting({ id, field, settings, save, error }: Props<Of<'secret' | 'certificate'>>) {
  const { kind, name, isRequired, width = 60, placeholder = '-----BEGIN CERTIFICATE-----' } = field;
  const isConfigured = settings.secureJsonFields?.[name] ?? false;
  // The button that was pressed is gone then, and the focus with it.
  const [wasReset, setWasReset] = useState(false);
  const props = {
    id,
    isConfigured,
    'aria-invalid': error !== null,
    'aria-required': isRequired,
    value: typedSecret(settings, name),
    autoFocus: wasReset,
    onReset: () => {
      setWasReset(true);
      save(withoutSecret(settings, name));
    },
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      save(withSecret(settings, name, currentTarget.value)),
  };
  return (
    <Field {...fieldProps({ id, field, settings, error })}>
      {/* Grafana's own inputs for secrets keep a working reset button when they are disabled. */}
      {settings.readOnly ? (
        <Input
          id={id}
          className={NO_WIDER_THAN_THE_PAGE}
          width={width}
          disabled
          value={isConfigured ? t('configured') : t('not set')}
        />
      ) : kind === 'certificate' ? (
        <SecretTextArea {...props} cols={54} rows={6} placeholder={placeholder} />
      ) : (
        <SecretInput {...props} width={width} autoComplete="new-password" />
      )}
    </Field>
  );
}
