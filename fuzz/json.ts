/** Marks numbers that `JSON.stringify` never writes, such as -0 or 1e999. */
const RAW = '\ue000';
/** Precedes what makes a key unique in an object that has a member twice. */
const TWICE = '\ue001';

/** A member of an object, or an item of a list with an empty key. */
type Entry = [key: string, child: unknown];
/** A list, or an object. */
export type Container = unknown[] | Record<string, unknown>;

/** Returns a value that `write` writes as this JSON. */
export function rawJson(json: string): string {
  return RAW + json;
}

export function write(value: unknown): string {
  return JSON.stringify(value)
    .replace(/"\ue000((?:[^"\\]|\\.)*)"/g, (_, escaped: string) => String(JSON.parse(`"${escaped}"`)))
    .replace(/\ue001\d+":/g, '":');
}

export function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

export function entriesOf(container: Container): Entry[] {
  return Array.isArray(container) ? container.map((child): Entry => ['', child]) : Object.entries(container);
}

/** Replaces what a container holds. An object can get a key twice. */
export function setEntries(container: Container, entries: ReadonlyArray<Readonly<Entry>>): void {
  if (Array.isArray(container)) {
    container.length = 0;
    entries.forEach(([, child]) => container.push(child));
    return;
  }
  Object.keys(container).forEach((key) => Reflect.deleteProperty(container, key));
  entries.forEach(([key, value], i) => {
    const name = Object.hasOwn(container, key) ? `${key}${TWICE}${i}` : key;
    Object.defineProperty(container, name, { value, configurable: true, enumerable: true, writable: true });
  });
}

/** Returns all lists and objects in a value, outer ones first, each with the last key of its path. */
export function containersIn(value: unknown, key = ''): Array<{ readonly key: string; readonly container: Container }> {
  return isContainer(value)
    ? [
        { key, container: value },
        ...entriesOf(value).flatMap(([name, child]) => containersIn(child, name === '' ? key : name)),
      ]
    : [];
}

/** Returns a value inside many lists, as raw JSON: the programs here must not run out of stack. */
export function nested(value: unknown, depth: number): string {
  return rawJson(`${'['.repeat(depth)}${write(value)}${']'.repeat(depth)}`);
}

/** Returns the value of a text; undefined if it is no JSON, or nested deep. */
export function parse(text = ''): unknown {
  try {
    return text.includes('['.repeat(1000)) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
