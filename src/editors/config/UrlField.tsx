import { useState } from 'react';
import { Field, Input } from '@grafana/ui';
import type { Service } from '../../core';
import { checkUrl, isBeginning } from './checkUrl';

interface Props {
  readonly id: string;
  readonly service: Exclude<Service, 'demo'>;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly onChange: (url: string) => void;
}

const WORDS = {
  '100ms': { description: 'Leave empty for 100ms itself.', placeholder: 'https://api.100ms.live' },
  storm: {
    description: 'Of the Storm server, as the Grafana server reaches it.',
    placeholder: 'https://storm.example.com:8080',
  },
} as const;

/** The address of a service. What is wrong with it is said while it is typed, once it can no longer become right. */
export function UrlField({ id, service, value, isReadOnly, onChange }: Props) {
  const [isBeingTyped, setIsBeingTyped] = useState(value === '');
  const problem = isBeingTyped && isBeginning(value) ? null : checkUrl(value, service);
  return (
    <Field
      label="URL"
      description={WORDS[service].description}
      required={service === 'storm'}
      invalid={problem !== null}
      error={problem}
      htmlFor={id}
      disabled={isReadOnly}
    >
      <Input
        id={id}
        width={60}
        value={value}
        placeholder={WORDS[service].placeholder}
        spellCheck={false}
        onFocus={() => setIsBeingTyped(true)}
        onBlur={() => setIsBeingTyped(false)}
        onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
      />
    </Field>
  );
}
