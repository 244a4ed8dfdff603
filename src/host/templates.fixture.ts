import type { TemplateSrv } from '@grafana/runtime';

type Format = (value: string | string[]) => string;

/** Replaces `$name` and `${name}` as Grafana does: by what the format function makes of the value, and unknown names not at all. */
export function templatesOf(
  values: Readonly<Record<string, string | string[]>>
): Pick<TemplateSrv, 'replace' | 'getVariables'> {
  return {
    getVariables: () => [],
    replace: (text = '', _scopedVars, format) =>
      text.replace(/\$(?:(\w+)|\{(\w+)\})/g, (token, bare: string | undefined, braced: string | undefined) => {
        const value = values[bare ?? braced ?? ''];
        return value === undefined
          ? token
          : typeof format === 'function'
            ? (format as Format)(value)
            : [value].flat().join(',');
      }),
  };
}
