import { Field, Input, SecretInput, SecretTextArea } from '@grafana/ui';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Whether a secret is saved. It never comes back to the browser. */
  readonly isConfigured: boolean;
  /** What was typed since. */
  readonly value: string;
  readonly isReadOnly: boolean;
  /** For a certificate, which has lines. */
  readonly hasLines?: boolean;
  readonly onChange: (text: string) => void;
  readonly onReset: () => void;
}

/** A secret: typed once, then only replaced. */
export function SecretField(props: Props) {
  const { id, label, description, isConfigured, value, isReadOnly, hasLines = false, onChange, onReset } = props;
  const shared = { id, isConfigured, onReset, value };
  return (
    <Field label={label} description={description} htmlFor={id}>
      {/* Grafana's own inputs for secrets leave their reset button usable when disabled. */}
      {isReadOnly ? (
        <Input id={id} width={60} disabled value={isConfigured ? 'configured' : 'not set'} />
      ) : hasLines ? (
        <SecretTextArea
          {...shared}
          cols={54}
          rows={6}
          placeholder="-----BEGIN CERTIFICATE-----"
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <SecretInput
          {...shared}
          width={60}
          autoComplete="new-password"
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
