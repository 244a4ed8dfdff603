const WIDTH = 120;

/** JSON with as much on a line as fits into 120 columns. A change of one value changes one line or a few. */
export function formatJson(value: unknown): string {
  const members = childrenOf(value).map((member) => `  ${layOut(member, '  ')}`);
  return `${bracket(value, `\n${members.join(',\n')}\n`)}\n`;
}

/** A value with what stands before it: the name of a member, or nothing. */
interface Child {
  readonly label: string;
  readonly value: unknown;
}

function childrenOf(value: unknown): readonly Child[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => ({ label: '', value: item }));
  }
  return Object.entries(Object(value) as object).map(([key, member]: [string, unknown]) => ({
    label: `${JSON.stringify(key)}: `,
    value: member,
  }));
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function bracket(value: unknown, inside: string): string {
  return Array.isArray(value) ? `[${inside}]` : `{${inside}}`;
}

function onOneLine(value: unknown): string {
  return isContainer(value)
    ? bracket(
        value,
        childrenOf(value)
          .map((child) => child.label + onOneLine(child.value))
          .join(', ')
      )
    : JSON.stringify(value);
}

/** A member as text that starts behind `indent`, with room for a comma behind it. */
function layOut({ label, value }: Child, indent: string): string {
  const flat = label + onOneLine(value);
  const children = childrenOf(value);
  if (indent.length + flat.length < WIDTH || !isContainer(value) || children.length === 0) {
    return flat;
  }
  const [only] = children;
  if (only !== undefined && children.length === 1 && isContainer(only.value)) {
    return label + bracket(value, layOut(only, indent));
  }
  const inner = `${indent} `;
  const parts = children.map((child) => layOut(child, inner));
  const lines = Array.isArray(value) && children.some((child) => isContainer(child.value)) ? parts : fill(parts, inner);
  const inside = lines.join(`,\n${inner}`);
  return label + (Array.isArray(value) ? `[\n${inner}${inside}\n${indent}]` : `{${inside}}`);
}

/** Puts parts that take one line together on lines. */
function fill(parts: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    const longer = `${line}, ${part}`;
    if (line !== '' && !longer.includes('\n') && indent.length + longer.length < WIDTH) {
      line = longer;
    } else {
      lines.push(line);
      line = part;
    }
  }
  return [...lines.slice(1), line];
}
