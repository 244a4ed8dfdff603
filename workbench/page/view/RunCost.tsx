import { formattedValueToString, getValueFormat } from '@grafana/data';
import { Text } from '@grafana/ui';
import type { Run } from '../run';

const inBytes = getValueFormat('bytes');

/** What a run asked of the upstreams, how much came back, and how long it took. */
export function RunCost({ run: { answers, bytes, took } }: { readonly run: Run }) {
  const requests = `${answers.length} upstream ${answers.length === 1 ? 'request' : 'requests'}`;
  return (
    <Text color="secondary">
      {requests}, {formattedValueToString(inBytes(bytes))}, {took} ms
    </Text>
  );
}
