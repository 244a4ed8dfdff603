import { RadioButtonList } from '@grafana/ui';
import type { Service } from '../../core';

interface Props {
  readonly id: string;
  readonly value: Service;
  readonly isReadOnly: boolean;
  readonly onChange: (service: Service) => void;
}

const SERVICES: Array<{ value: Service; label: string; description: string }> = [
  {
    value: '100ms',
    label: '100ms',
    description: 'Ended calls: what each peer sent and received, track by track and layer by layer.',
  },
  {
    value: 'storm',
    label: 'Storm',
    description: 'A Storm Streaming Server of your own: how its substreams are doing right now.',
  },
  {
    value: 'demo',
    label: 'Demo',
    description: 'Invented calls and streams, to try everything without an account.',
  },
];

/** What the data source connects to. */
export function ServiceField({ id, value, isReadOnly, onChange }: Props) {
  return (
    <RadioButtonList id={id} name={id} options={SERVICES} value={value} disabled={isReadOnly} onChange={onChange} />
  );
}
