import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/**
 * The texts that one text stands for once its template variables are replaced: one, or several where a variable has several values.
 * A variable without a value leaves an empty place, never the whole of what could stand there.
 */
export function expandVariables(
  text: string,
  scopedVars: ScopedVars,
  templates: Pick<TemplateSrv, 'replace'>
): readonly string[] {
  const found: Array<readonly string[]> = [];
  const marked = templates.replace(text, scopedVars, (value: string | string[]) => {
    const values = Array.isArray(value) ? value : [value];
    return marker(found.push(values.length === 0 ? [''] : values) - 1);
  });
  return found.reduce<readonly string[]>(
    (texts, values, i) => texts.flatMap((each) => values.map((value) => each.split(marker(i)).join(value))),
    [marked]
  );
}

/** A text that no query holds. */
function marker(index: number): string {
  return `\u0000${index}\u0000`;
}
