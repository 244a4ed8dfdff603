import { quote } from '../failure/text';
import { asArray, asObject, asText } from '../json';
import type { Service } from '../protocol';
import { choiceLabel } from './choiceLabel';
import type { QueryField } from './field';
import { QUERY_TYPES } from './queryTypes';
import { queryTypeOf } from './parse';
import { formatOf, isUsed } from './reader';

const MAX_VALUES_PER_FIELD = 3;

/** Returns how people know an ID; undefined if that is not known. */
export type NameOf = (id: string) => string | undefined;
/** Returns a text in the language of the reader. */
type Translate = (english: string) => string;

/**
 * Describes a saved query in one line, for a collapsed query row: `Peer stats · 2026-11-28 15:00 · Lima (guest) ·
 * Packet loss · Numeric · p95`. IDs without a name are shown as they are. Without `translate` it is English.
 */
export function describeQuery(
  saved: unknown,
  service: Service,
  nameOf: NameOf = () => undefined,
  translate: Translate = (english) => english
): string {
  const queryType = queryTypeOf(saved, service);
  if (queryType === null) {
    return `${translate('Unknown query type')} ${quote(asObject(saved).queryType)}`;
  }
  const { label, fields } = QUERY_TYPES[queryType];
  const members = asObject(saved);
  const format = formatOf(fields, members.format);
  const values = Object.entries<QueryField>(fields)
    .filter(([, field]) => isUsed(field, format))
    .flatMap(([path, field]) => describeValue(field, members[path], nameOf, translate));
  return [translate(label), ...values].join(' · ');
}

function describeValue(field: QueryField, value: unknown, nameOf: NameOf, translate: Translate): readonly string[] {
  const { shape, label } = field;
  if (shape === 'boolean') {
    return value === true ? [translate(label)] : [];
  }
  const read = (text: string) =>
    shape === 'id' || shape === 'idList'
      ? (nameOf(text) ?? text)
      : 'choices' in field && field.choices.includes(text)
        ? translate(choiceLabel(text))
        : text;
  const texts = (Array.isArray(value) ? asArray(value) : [value])
    .flatMap((item) => asText(item) ?? [])
    .filter(Boolean)
    .map(read);
  if (texts.length > MAX_VALUES_PER_FIELD) {
    return [`${texts.slice(0, MAX_VALUES_PER_FIELD).join(', ')} +${texts.length - MAX_VALUES_PER_FIELD}`];
  }
  return texts.length === 0 ? [] : [texts.join(', ')];
}
