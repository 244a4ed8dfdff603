import { KINDS, METRICS, SIDES, metricsOf } from '../../core';
import type { Offered } from './offered';
import { isVariable } from './variables';

/** The sides, kinds and metrics that a query names. */
export interface Chosen {
  readonly sides: readonly string[];
  readonly kinds: readonly string[];
  readonly metrics: readonly string[];
}

/** What the metric list offers: what the chosen sides and kinds report, then what is chosen although none of them reports it. */
export function metricOptions(chosen: Chosen): Offered[] {
  const offered = offeredMetrics(chosen).map((name) => ({
    value: name,
    label: name,
    description: METRICS[name].description,
  }));
  const unavailable = unavailableMetrics(chosen).map((name) => ({
    value: name,
    label: `${name} (not available)`,
    description: 'None of the chosen sides and kinds reports it',
  }));
  return [...offered, ...unavailable];
}

/** The chosen metrics that none of the chosen sides and kinds reports. */
export function unavailableMetrics(chosen: Chosen): readonly string[] {
  const offered: readonly string[] = offeredMetrics(chosen);
  return chosen.metrics.filter((name) => !offered.includes(name) && !isVariable(name));
}

function offeredMetrics({ sides, kinds }: Chosen) {
  return metricsOf(sides.some(isVariable) ? SIDES : sides, kinds.some(isVariable) ? KINDS : kinds);
}
