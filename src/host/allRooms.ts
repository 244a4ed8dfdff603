import type { TypedVariableModel } from '@grafana/data';
import type { PeerlensQuery } from './types';

/**
 * A query whose rooms are a variable's All, as one without rooms: both stand for every room, but named one by one each room costs
 * requests of its own. Only where the variable lists the rooms itself, and all of them.
 */
export function withAllRooms(query: PeerlensQuery, variables: readonly TypedVariableModel[]): PeerlensQuery {
  const { roomIds } = query;
  const isOfAll = roomIds?.length === 1 && variables.some((variable) => isAll(variable) && names(roomIds[0], variable));
  return isOfAll ? { ...query, roomIds: [] } : query;
}

function isAll(variable: TypedVariableModel): boolean {
  if (variable.type !== 'query' || variable.regex !== '') {
    return false;
  }
  const saved: unknown = variable.query;
  const isOfRooms = typeof saved === 'object' && saved !== null && 'list' in saved && saved.list === 'rooms';
  const chosen: unknown = 'value' in variable.current ? variable.current.value : undefined;
  return isOfRooms && [chosen].flat().includes('$__all');
}

function names(text: string | undefined, { name }: TypedVariableModel): boolean {
  return text === `$${name}` || text === `\${${name}}`;
}
