import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { interpolate, type QueryType } from '../core';
import { savedTexts, withLiterals } from '../savedValues';
import type { PeerlensQuery } from '../types';

/**
 * The longest text in which variables are replaced: Grafana's search takes time that grows with the square of the
 * length. An ID has at most half as many characters.
 */
const MAX_LENGTH = 2_000;

/**
 * The most characters that one text may become. Several variables with many values each have more combinations than a
 * query can ask for.
 */
const MAX_EXPANDED = 20_000_000;

/** A character that no query holds. Two of them mark the number of a variable. */
const MARK = '\u0000';

/**
 * A query with its variables replaced. A value that looks like a variable is a name from then on: an expression or
 * Explore replaces the variables of the result again.
 */
export function replaceVariables(
  query: PeerlensQuery,
  queryType: QueryType,
  scopedVars: ScopedVars,
  templates: Pick<TemplateSrv, 'replace' | 'getVariables'>
): PeerlensQuery {
  const literals = new Set(savedTexts(query.literals));
  const values: string[] = [];
  const variables = templates.getVariables();
  const expand = (text: string): readonly string[] => {
    const expanded = literals.has(text) ? [text] : expandVariables(text, scopedVars, templates);
    const texts = isCustomAll(text, variables) ? expanded.flatMap(splitAlternatives) : expanded;
    texts.filter((each) => each !== text).forEach((each) => values.push(each));
    return texts;
  };
  return withLiterals(interpolate(withAllRooms(query, variables), queryType, expand), values);
}

/**
 * The texts that a text with template variables becomes: one, or several if a variable has several values. A variable
 * without a value becomes an empty text, never "all". A text that is or would become too long stays as it is; the
 * parser then refuses the variable in it.
 */
export function expandVariables(
  text: string,
  scopedVars: ScopedVars,
  templates: Pick<TemplateSrv, 'replace'>
): readonly string[] {
  if (text.length > MAX_LENGTH || text.includes(MARK)) {
    return [text];
  }
  const found: Array<readonly string[]> = [];
  const marked = templates.replace(text, scopedVars, (value: string | string[]) => {
    const values = Array.isArray(value) ? value : [value];
    return `${MARK}${found.push(values.length === 0 ? [''] : values) - 1}${MARK}`;
  });
  // Every second part is the number of a variable.
  const parts = marked.split(MARK).map((part, i) => (i % 2 === 0 ? [part] : (found[Number(part)] ?? [''])));
  return expandedSize(parts) > MAX_EXPANDED
    ? [text]
    : parts.reduce<readonly string[]>(
        (texts, values) => texts.flatMap((each) => values.map((value) => each + value)),
        ['']
      );
}

/** The characters of all combinations. Each value counts one more, because an empty value costs time too. */
function expandedSize(parts: ReadonlyArray<readonly string[]>): number {
  const count = parts.reduce((product, values) => product * values.length, 1);
  const longest = parts.reduce(
    (sum, values) => sum + 1 + values.reduce((max, value) => Math.max(max, value.length), 0),
    0
  );
  return count * longest;
}

/**
 * Whether a text is a variable whose All is selected and has a custom value. Grafana then gives that value as it is.
 */
function isCustomAll(text: string, variables: readonly TypedVariableModel[]): boolean {
  return variables.some(
    (variable) =>
      'allValue' in variable && Boolean(variable.allValue) && isOnly(text, variable) && isAllSelected(variable)
  );
}

/** Returns the values of a custom All, as other data sources need it: `a|b`, `(a|b)`, `{a,b}` or `a,b`. */
function splitAlternatives(all: string): readonly string[] {
  return (/^[({].*[)}]$/.test(all) ? all.slice(1, -1) : all).split(/[|,]/).map((text) => text.trim());
}

/** Whether a text is one variable and nothing else. */
function isOnly(text: string, { name }: TypedVariableModel): boolean {
  return text === `$${name}` || text === `\${${name}}` || text === `[[${name}]]`;
}

function isAllSelected(variable: TypedVariableModel): boolean {
  const selected: unknown = 'current' in variable && 'value' in variable.current ? variable.current.value : undefined;
  return [selected].flat().includes('$__all');
}

/**
 * Leaves the rooms out if they are a variable's All. Both mean every room, but each named room costs requests of its
 * own. Only for a variable that lists all rooms.
 */
export function withAllRooms(query: PeerlensQuery, variables: readonly TypedVariableModel[]): PeerlensQuery {
  const [room, ...more] = savedTexts(query.roomIds);
  const isAll = (variable: TypedVariableModel) => isOnly(room ?? '', variable) && isAllRooms(variable);
  return room !== undefined && more.length === 0 && variables.some(isAll) ? { ...query, roomIds: [] } : query;
}

function isAllRooms(variable: TypedVariableModel): boolean {
  if (variable.type !== 'query' || variable.regex !== '') {
    return false;
  }
  const saved: unknown = variable.query;
  return (
    typeof saved === 'object' && saved !== null && 'list' in saved && saved.list === 'rooms' && isAllSelected(variable)
  );
}
