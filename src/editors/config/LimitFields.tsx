import { FieldSet } from '@grafana/ui';
import { BoundField } from './BoundField';
import type { ConfigPartProps } from './props';

/** What keeps one query from asking for too much. */
export function LimitFields(part: ConfigPartProps) {
  return (
    <FieldSet label="Limits">
      <BoundField
        {...part}
        name="maxPeers"
        label="Most peers"
        description="How many peers, streams or substreams an empty list in a query stands for at most. Each is one request; what a query names one by one is never cut."
      />
    </FieldSet>
  );
}
