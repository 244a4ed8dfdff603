import { stringToJsRegex, type ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

interface Listed {
  readonly text: string;
  readonly value: string;
}

/**
 * Says what to do about a variable whose regex leaves nothing, because Grafana applies it to the IDs and not to the
 * names. Null if there is nothing to say.
 */
export function regexAdvice(
  options: readonly Listed[],
  scopedVars: ScopedVars,
  templates: Pick<TemplateSrv, 'replace'>
): string | null {
  const saved = regexOf(scopedVars);
  const regex = saved === '' ? null : parsed(templates.replace(saved, scopedVars, 'regex'));
  if (regex === null) {
    return null;
  }
  const matches = (text: string) => text.search(regex) >= 0;
  const names = options.filter(({ text, value }) => text !== value && matches(text));
  return names.length === 0 || options.some(({ value }) => matches(value))
    ? null
    : `The regex ${saved} matches ${names.length} of the names, but Grafana applies it to the IDs, and it matches none of them. Under "Apply regex to" choose "Display text" (Grafana 12.4 or later), or clear the regex.`;
}

/** The regex that Grafana applies to the values of the variable that asks; empty if there is none. */
function regexOf({ __sceneObject: scene }: ScopedVars): string {
  const wrapped: unknown = scene?.value;
  const state = member(wrapped?.valueOf(), 'state');
  const regex = member(state, 'regex');
  return typeof regex === 'string' && member(state, 'regexApplyTo') !== 'text' ? regex : '';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Null for a text that is no regular expression. Grafana shows that error itself. */
function parsed(text: string): RegExp | null {
  try {
    return stringToJsRegex(text);
  } catch {
    return null;
  }
}
