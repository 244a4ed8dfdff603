import type { TemplateSrv } from '@grafana/runtime';

type Format = (value: string | string[]) => string;

/** Replaces `$name` as Grafana does: by what the format function makes of the value, and unknown names not at all. */
export function templatesOf(values: Readonly<Record<string, string | string[]>>): Pick<TemplateSrv, 'replace'> {
  return {
    replace: (text = '', _scopedVars, format) =>
      text.replace(/\$(\w+)/g, (token, name: string) => {
        const value = values[name];
        return value === undefined || typeof format !== 'function' ? token : (format as Format)(value);
      }),
  };
}
