import { KINDS, mayHaveVariable, METRICS, SIDES, metricsOf } from '../../core';
import { choiceText, t } from '../../i18n';
import { savedTexts } from '../../savedValues';
import type { PickerOption } from './pickerOption';

/** The sides, kinds and metrics that a query names. */
export interface Selection {
  readonly sides: readonly string[];
  readonly kinds: readonly string[];
  readonly metrics: readonly string[];
}

export function savedSelection({ sides, kinds, metrics }: Readonly<Record<string, unknown>>): Selection {
  return { sides: savedTexts(sides), kinds: savedTexts(kinds), metrics: savedTexts(metrics) };
}

/** The metrics that the selected sides and kinds report, then selected metrics that none of them reports. */
export function metricOptions(selection: Selection): PickerOption[] {
  return [
    ...reportedMetrics(selection).map((name) => ({
      value: name,
      label: choiceText(name),
      description: t(METRICS[name].config.description ?? ''),
    })),
    ...unavailableMetrics(selection).map((name) => ({
      value: name,
      label: t('{{metric}} (not available)', { metric: choiceText(name) }),
      description: t('The selected sides and kinds do not report it'),
    })),
  ];
}

/** The selected metrics that none of the selected sides and kinds reports. The parser names unknown sides and kinds. */
export function unavailableMetrics(selection: Selection): readonly string[] {
  const isKnown = (name: string) => mayHaveVariable(name) || [...SIDES, ...KINDS].some((known) => known === name);
  if (![...selection.sides, ...selection.kinds].every(isKnown)) {
    return [];
  }
  const reported: readonly string[] = reportedMetrics(selection);
  return selection.metrics.filter((name) => !reported.includes(name) && !mayHaveVariable(name));
}

function reportedMetrics({ sides, kinds }: Selection) {
  return metricsOf(sides.some(mayHaveVariable) ? SIDES : sides, kinds.some(mayHaveVariable) ? KINDS : kinds);
}
