import type { Service } from '../../core';
import { DEMO_QUERY } from '../../demoQuery';
import { savedTexts } from '../../savedValues';
import { isDashboardVariable } from './variables';

/** The variable that dashboards usually have for a field. */
const VARIABLE_OF: Readonly<Record<string, string>> = {
  roomId: '$room',
  sessionId: '$session',
  app: '$app',
  streamKey: '$stream',
  substream: '$substream',
};

/** What to fill a field with before anything is listed: the dashboard's own variable, or what the demo has prepared. */
export function firstValue(path: string, service: Service): string | undefined {
  const variable = Object.hasOwn(VARIABLE_OF, path) ? VARIABLE_OF[path] : undefined;
  if (variable !== undefined && isDashboardVariable(variable)) {
    return variable;
  }
  const prepared: Readonly<Record<string, unknown>> = { ...DEMO_QUERY };
  return service === 'demo' && Object.hasOwn(prepared, path) ? savedTexts(prepared[path])[0] : undefined;
}
