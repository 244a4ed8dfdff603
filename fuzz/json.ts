/** JSON as it is written: a document may hold a member twice, -0, 1e999 and whatever else a JavaScript value cannot. */
export type Json = string | Json[] | Members;
/** An object, by its members in their order; a key is a JavaScript text, any other text is a token of JSON. */
export class Members {
  constructor(readonly entries: Array<[string, Json]>) {}
}

export function fromValue(value: unknown): Json {
  if (Array.isArray(value)) {
    return value.map(fromValue);
  }
  if (typeof value === 'object' && value !== null) {
    return new Members(Object.entries(value).map(([key, member]) => [key, fromValue(member)]));
  }
  return JSON.stringify(value ?? null);
}

export function write(json: Json): string {
  if (typeof json === 'string') {
    return json;
  }
  return Array.isArray(json)
    ? `[${json.map(write).join(',')}]`
    : `{${json.entries.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`;
}

export function copy(json: Json): Json {
  if (typeof json === 'string') {
    return json;
  }
  return Array.isArray(json) ? json.map(copy) : new Members(json.entries.map(([key, member]) => [key, copy(member)]));
}

export type Container = Json[] | Members;

/** All lists and objects in a document, outer ones first, each with the key that it stands under. */
export function containersIn(json: Json, key = ''): Array<{ readonly key: string; readonly container: Container }> {
  if (typeof json === 'string') {
    return [];
  }
  const inner = Array.isArray(json)
    ? json.flatMap((item) => containersIn(item, key))
    : json.entries.flatMap(([name, member]) => containersIn(member, name));
  return [{ key, container: json }, ...inner];
}

export function sizeOf(container: Container): number {
  return Array.isArray(container) ? container.length : container.entries.length;
}

export function childAt(container: Container, index: number): Json {
  return (Array.isArray(container) ? container[index] : container.entries[index]?.[1]) ?? 'null';
}

export function setChild(container: Container, index: number, child: Json): void {
  if (Array.isArray(container)) {
    container[index] = child;
  } else {
    container.entries[index] = [container.entries[index]?.[0] ?? '', child];
  }
}

/** The child in many lists: one token, as what goes through a document must not run out of stack. The Go host reads a depth of 10,000. */
export function nested(child: Json, depth: number): Json {
  return `${'['.repeat(depth)}${write(child)}${']'.repeat(depth)}`;
}
