import type { TemplateSrv } from '@grafana/runtime';

type Format = (value: string | string[]) => string;

/**
 * Replaces variables as Grafana does: in a format of their own (here all join values), else by what the format function
 * makes of the value, and unknown names not at all.
 */
export function templatesOf(
  values: Readonly<Record<string, string | string[]>>
): Pick<TemplateSrv, 'replace' | 'getVariables'> {
  return {
    getVariables: () => [],
    replace: (text = '', _scopedVars, format) =>
      text.replace(VARIABLE, (token, ...groups: ReadonlyArray<string | undefined>) => {
        const [bare, old, oldFormat, braced, ownFormat] = groups;
        const value = values[bare ?? old ?? braced ?? ''];
        return value === undefined
          ? token
          : typeof format === 'function' && (oldFormat ?? ownFormat) === undefined
            ? (format as Format)(value)
            : [value].flat().join(',');
      }),
  };
}

const VARIABLE = /\$(\w+)|\[\[(\w+)(?::(\w+))?\]\]|\$\{(\w+)(?::([^}]+))?\}/g;
