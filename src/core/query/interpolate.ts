import { asArray, asObject } from '../json';
import { isInterpolated, type QueryField } from './field';
import { withoutFormats } from './names';
import { QUERY_TYPES, type QueryType } from './queryTypes';

/**
 * Returns a saved query with its template variables replaced, by the tables of fields and in its filters. `expand`
 * returns the values of a text: one, or several for a multi-value variable. A field of one value that expands to
 * several becomes a list, and the parser reads it as several IDs.
 */
export function interpolate<Saved extends object>(
  saved: Saved,
  queryType: QueryType,
  expand: (text: string) => readonly string[]
): Saved {
  const fields: Readonly<Record<string, QueryField>> = QUERY_TYPES[queryType].fields;
  const replaced = Object.entries(saved).map(([path, value]: [string, unknown]): [string, unknown] => {
    if (path === 'filters' && Array.isArray(value)) {
      return [path, asArray(value).map((filter) => interpolateFilter(filter, expand))];
    }
    const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
    if (field === undefined || !isInterpolated(field)) {
      return [path, value];
    }
    return [path, field.shape === 'text' ? interpolateText(value, expand) : interpolateIds(value, expand)];
  });
  return { ...saved, ...Object.fromEntries(replaced) };
}

function interpolateFilter(filter: unknown, expand: (text: string) => readonly string[]): unknown {
  const saved = asObject(filter);
  return Array.isArray(saved.values) ? { ...saved, values: interpolateIds(saved.values, expand) } : filter;
}

function interpolateText(value: unknown, expand: (text: string) => readonly string[]): unknown {
  return typeof value === 'string' ? expand(value).join(', ') : value;
}

function interpolateIds(value: unknown, expand: (text: string) => readonly string[]): unknown {
  if (typeof value === 'string') {
    const texts = expand(withoutFormats(value));
    return texts.length === 1 ? texts[0] : texts;
  }
  return Array.isArray(value)
    ? asArray(value).flatMap((item): readonly unknown[] =>
        typeof item === 'string' ? expand(withoutFormats(item)) : [item]
      )
    : value;
}
