import { getTemplateSrv } from '@grafana/runtime';
import type { Offered } from './offered';

/** The kinds of variables whose values can be IDs. */
const WITH_IDS: readonly string[] = ['query', 'custom', 'constant', 'textbox'];

/** The dashboard's variables as options of an ID field. Explore and alert rules have none. */
export function variableOptions(): readonly Offered[] {
  return getTemplateSrv()
    .getVariables()
    .filter(({ type }) => WITH_IDS.includes(type))
    .map(({ name, label }) => ({ value: `$${name}`, label: `$${name}`, description: label || 'Dashboard variable' }));
}

/** Whether a saved text is a variable, which may stand for anything as far as an editor can tell. */
export function isVariable(text: string): boolean {
  return text.startsWith('$') || text.startsWith('[[');
}
