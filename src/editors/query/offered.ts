import { getTemplateSrv } from '@grafana/runtime';
import type { ComboboxOption } from '@grafana/ui';
import type { Service } from '../../core';
import { DEMO_APP, DEMO_CALL, DEMO_PEERS, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../../core/demo/ids';

/** The kinds of variables whose values can be IDs. */
const WITH_IDS: readonly string[] = ['query', 'custom', 'constant', 'textbox'];

const DEMO_IDS: Readonly<Record<string, readonly ComboboxOption[]>> = {
  sessionId: [{ value: DEMO_CALL, label: DEMO_CALL, description: 'The call that ended last' }],
  peerIds: Object.entries(DEMO_PEERS).map(([role, id]) => ({ value: id, label: id, description: role })),
  app: [{ value: DEMO_APP, label: DEMO_APP }],
  streamKeys: DEMO_STREAMS.map((key) => ({ value: key, label: key })),
  substreams: DEMO_SUBSTREAMS.map((name) => ({ value: name, label: name })),
};

/** What an ID field offers without asking any service: the dashboard's variables, and the demo's own IDs. */
export function offeredIds(service: Service, path: string): readonly ComboboxOption[] {
  return [...(service === 'demo' ? (DEMO_IDS[path] ?? []) : []), ...variableOptions()];
}

/** Explore and alert rules have no variables. */
function variableOptions(): readonly ComboboxOption[] {
  return getTemplateSrv()
    .getVariables()
    .filter(({ type }) => WITH_IDS.includes(type))
    .map(({ name, label }) => ({ value: `$${name}`, label: `$${name}`, description: label || 'Dashboard variable' }));
}
