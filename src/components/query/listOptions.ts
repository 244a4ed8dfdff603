import { joinDetails, type Option } from '../../core';
import { t } from '../../i18n';
import { formatPeriod, formatTime } from '../../optionSource';
import type { PickerOption } from './pickerOption';

/**
 * The options of a list for a picker. Users search the label; the description tells options apart. They find a call by
 * its time and room, a peer by name, role and user ID.
 */
export function listOptions(list: string, options: readonly Option[]): readonly PickerOption[] {
  const counts = new Map<string, number>();
  const stays = new Map<string, Option[]>();
  for (const option of options) {
    counts.set(option.text, (counts.get(option.text) ?? 0) + 1);
    if (option.group) {
      stays.set(option.group, stays.get(option.group) ?? []);
      stays.get(option.group)?.push(option);
    }
  }
  return options.flatMap((option) => {
    const picker = toPickerOption(list, option, (counts.get(option.text) ?? 0) > 1);
    const group = stays.get(option.group ?? '') ?? [];
    return group.length > 1 && group[0] === option ? [allStays(group), picker] : [picker];
  });
}

function toPickerOption(list: string, option: Option, isRepeated: boolean): PickerOption {
  const { value, text, detail, start } = option;
  const period = formatPeriod(option);
  switch (list) {
    case 'sessions':
      return withDescription({ value, label: joinDetails(period, text) }, detail);
    case 'peers': {
      // Two selected stays of one person differ in when they began.
      const name = [text, isRepeated ? formatTime(start) : ''].filter(Boolean).join(' ');
      return withDescription({ value, label: joinDetails(text, detail), name }, period);
    }
    default:
      return withDescription({ value, label: text }, joinDetails(period, detail));
  }
}

/** Grafana's lists leave room for a description if there is such a field, even an empty one. */
function withDescription(option: PickerOption, description: string): PickerOption {
  return description === '' ? option : { ...option, description };
}

/** One option for all stays of a person who came back. */
function allStays(group: readonly Option[]): PickerOption {
  const { text = '', group: description = '' } = group[0] ?? {};
  const value = group.map((stay) => stay.value).join(',');
  return {
    value,
    label: joinDetails(text, t('all {{number}} stays', { number: group.length })),
    description: description ?? '',
  };
}
