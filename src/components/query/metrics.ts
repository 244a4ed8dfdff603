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

/** The selected metrics that none of the selected sides and kinds reports. */
export function unavailableMetrics(selection: Selection): readonly string[] {
  const reported: readonly string[] = reportedMetrics(selection);
  return selection.metrics.filter((name) => !reported.includes(name) && !mayHaveVariable(name));
}

/** A side or kind that nobody knows may be a variable, so it counts as all. The parser reports one that is wrong. */
function reportedMetrics({ sides, kinds }: Selection) {
  return metricsOf(areAmong(SIDES, sides) ? sides : SIDES, areAmong(KINDS, kinds) ? kinds : KINDS);
}

function areAmong(known: readonly string[], names: readonly string[]): boolean {
  return names.every((name) => known.includes(name));
}
