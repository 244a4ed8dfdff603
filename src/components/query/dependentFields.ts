import { mayHaveVariable } from '../../core';
import { ID_FIELDS, narrowedList, type List, type ListQuery } from '../../idFields';
import { savedText, savedTexts } from '../../savedValues';
import type { Edit } from './editQuery';
import type { PickerOption } from './pickerOption';

type Saved = Readonly<Record<string, unknown>>;

const LISTS = Object.keys(ID_FIELDS) as readonly List[];

/** The `list` query with the options of a field; null if nothing lists them. */
export function listQuery(path: string, saved: Saved): ListQuery | null {
  const list = path === 'room' ? 'rooms' : LISTS.find((each) => ID_FIELDS[each].some((field) => field === path));
  return list === undefined ? null : narrowedList(list, saved);
}

/** Fields that belong to the ID in another field. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  roomId: ['sessionId', 'peerIds'],
  sessionId: ['peerIds', 'trackIds'],
  app: ['streamKeys', 'streamKey'],
};

/**
 * The edit that sets an ID. If the user replaced it with a listed one, its children go: the peers of one call are in no
 * other. A typed ID may correct a slip, so it keeps them.
 */
export function pickId(
  path: string,
  id: string | undefined,
  names: ReadonlyMap<string, PickerOption>,
  saved: Saved
): Edit {
  const before = savedText(saved[path]);
  const isReplaced = id !== undefined && names.has(id) && before !== '' && before !== id;
  const children = isReplaced ? (CHILDREN[path] ?? []).filter((child) => saved[child] !== undefined) : [];
  return { ...Object.fromEntries(children.map((child) => [child, onlyVariables(saved[child], saved)])), [path]: id };
}

/** Variables stay: they follow the variable that they depend on. */
function onlyVariables(value: unknown, { literals }: Saved): unknown {
  const names = savedTexts(literals);
  const variables = savedTexts(value).filter((text) => mayHaveVariable(text) && !names.includes(text));
  return Array.isArray(value) ? variables : variables[0];
}
