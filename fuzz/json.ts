/** JSON as it is written, so that a document can have a member twice, -0 or 1e999. A text is one token. */
export type Json = string | Container;

/** A list or an object. The keys of a list are empty. */
export class Container {
  constructor(
    readonly isList: boolean,
    readonly entries: Array<[key: string, child: Json]>
  ) {}
}

export function list(children: readonly Json[]): Container {
  return new Container(
    true,
    children.map((child) => ['', child])
  );
}

export function object(...members: Array<[key: string, child: Json]>): Container {
  return new Container(false, members);
}

export function fromValue(value: unknown): Json {
  if (Array.isArray(value)) {
    return list(value.map(fromValue));
  }
  return typeof value === 'object' && value !== null
    ? object(...Object.entries(value).map(([key, member]): [string, Json] => [key, fromValue(member)]))
    : JSON.stringify(value ?? null);
}

export function write(json: Json): string {
  if (typeof json === 'string') {
    return json;
  }
  const children = json.entries.map(([key, child]) => (json.isList ? '' : `${JSON.stringify(key)}:`) + write(child));
  return json.isList ? `[${children.join(',')}]` : `{${children.join(',')}}`;
}

export function copy(json: Json): Json {
  return typeof json === 'string' ? json : mapped(json, copy);
}

export function mapped(container: Container, map: (child: Json, key: string) => Json): Container {
  return new Container(
    container.isList,
    container.entries.map(([key, child]) => [key, map(child, key)])
  );
}

/** Returns all lists and objects in a document, outer ones first, each with the last key of its path. */
export function containersIn(json: Json, key = ''): Array<{ readonly key: string; readonly container: Container }> {
  return typeof json === 'string'
    ? []
    : [
        { key, container: json },
        ...json.entries.flatMap(([name, child]) => containersIn(child, json.isList ? key : name)),
      ];
}

/** Returns a child inside many lists, as one token: the programs here must not run out of stack. */
export function nested(child: Json, depth: number): Json {
  return `${'['.repeat(depth)}${write(child)}${']'.repeat(depth)}`;
}
