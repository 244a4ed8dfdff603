import { getTemplateSrv } from '@grafana/runtime';
import { t } from '../../i18n';
import type { PickerOption } from './pickerOption';

/** The types of variables whose values can be IDs. */
const ID_VARIABLES: readonly string[] = ['query', 'custom', 'constant', 'textbox'];

/** The dashboard's variables as options. Explore and alert rules have none. */
export function variableOptions(): readonly PickerOption[] {
  return getTemplateSrv()
    .getVariables()
    .filter(({ type }) => ID_VARIABLES.includes(type))
    .map(({ name, label }) => ({
      value: `$${name}`,
      label: `$${name}`,
      description: label || t('Dashboard variable'),
    }));
}

/** Whether a text is one of the options above. A server may list a name that reads the same. */
export function isDashboardVariable(text: string): boolean {
  return text.startsWith('$') && variableOptions().some(({ value }) => value === text);
}
