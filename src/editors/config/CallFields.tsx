import { FieldSet } from '@grafana/ui';
import { BoundField } from './BoundField';
import type { ConfigPartProps } from './props';
import { ThresholdFields } from './ThresholdFields';

/** What a query of calls may take, and by what a call is judged. */
export function CallFields(part: ConfigPartProps) {
  return (
    <FieldSet label="Calls and scores">
      <BoundField
        {...part}
        name="maxSessions"
        label="Most calls"
        description="How many calls that ended in the time range a query of the type Calls judges at most."
      />
      <BoundField
        {...part}
        name="callsTimeout"
        label="Time for calls"
        description="Seconds that a query of the type Calls may ask for. A table then shows what was read, an alert rule gets an error; the next goes on from there. Keep it below the 30 s that Grafana gives an alert rule."
      />
      <ThresholdFields {...part} />
    </FieldSet>
  );
}
