import { FieldSet } from '@grafana/ui';
import { DEFAULT_PEERS, peersOf } from './checkPeers';
import { NumberField } from './NumberField';
import type { ConfigPartProps } from './props';
import { withOptions } from './settings';

/** What keeps one query from asking for too much. */
export function LimitFields({ settings, idOf, save }: ConfigPartProps) {
  return (
    <FieldSet label="Limits">
      <NumberField
        id={idOf('maxPeers')}
        label="Most peers (maxPeers)"
        description="How many peers, streams or substreams an empty list in a query stands for at most. Each is one request; what a query names one by one is never cut."
        value={settings.jsonData.maxPeers}
        fallback={DEFAULT_PEERS}
        error="Give a whole number from 1 on."
        read={peersOf}
        isReadOnly={settings.readOnly}
        onChange={(maxPeers) => save(withOptions(settings, { maxPeers }))}
      />
    </FieldSet>
  );
}
