import { FieldType, type DataFrame } from '@grafana/data';

/** Whether two hosts made the same of a query; if not, where they first differ and what stands there. */
export type Parity =
  | { readonly agree: true; readonly frames: number; readonly values: number }
  | { readonly agree: false; readonly path: string; readonly browser: unknown; readonly backend: unknown };

/** Compares frames in all that comes from the query: not in `meta.stats` and the links of cells and notices, which a host adds on its own. */
export function compareFrames(browser: readonly DataFrame[], backend: readonly DataFrame[]): Parity {
  const difference = firstDifference('frames', browser.map(comparable), backend.map(comparable));
  return difference === null
    ? { agree: true, frames: browser.length, values: browser.reduce((sum, frame) => sum + valuesIn(frame), 0) }
    : { agree: false, ...difference };
}

/** Cells beside those of time fields. */
function valuesIn({ fields }: DataFrame): number {
  return fields.reduce((sum, { type, values }) => sum + (type === FieldType.time ? 0 : values.length), 0);
}

function comparable({ name, refId, meta = {}, fields }: DataFrame): unknown {
  return {
    name,
    refId,
    meta: {
      ...meta,
      stats: undefined,
      // Go writes [0,0] where a frame has no type; Grafana reads both alike.
      typeVersion: meta.typeVersion?.some((part) => part > 0) ? meta.typeVersion : undefined,
      notices: meta.notices?.map(({ severity, text }) => ({ severity, text })),
    },
    fields: fields.map(({ name, type, labels, config, values }) => ({
      name,
      type,
      labels,
      config: { ...config, links: undefined },
      values,
    })),
  };
}

type Difference = Omit<Extract<Parity, { agree: false }>, 'agree'>;

/** Where two plain values first differ. The order of keys makes none, nor does a key that is undefined. */
function firstDifference(path: string, browser: unknown, backend: unknown): Difference | null {
  if (Array.isArray(browser) && Array.isArray(backend)) {
    if (browser.length !== backend.length) {
      return { path: `${path}.length`, browser: browser.length, backend: backend.length };
    }
    return firstOf(browser, (value, i) => firstDifference(`${path}[${i}]`, value, backend[i]));
  }
  if (isObject(browser) && isObject(backend)) {
    const keys = [...new Set([...Object.keys(browser), ...Object.keys(backend)])];
    return firstOf(keys, (key) => firstDifference(`${path}.${key}`, browser[key], backend[key]));
  }
  return Object.is(browser, backend) ? null : { path, browser, backend };
}

function firstOf<T>(parts: readonly T[], difference: (part: T, index: number) => Difference | null): Difference | null {
  for (const [i, part] of parts.entries()) {
    const found = difference(part, i);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
