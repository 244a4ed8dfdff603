import { quote } from '../failure/text';
import { asArray, asObject, asText } from '../json';
import type { Service } from '../protocol';
import type { QueryField } from './field';
import { QUERY_TYPES } from './queryTypes';
import { queryTypeOf } from './parse';

const MAX_VALUES_PER_FIELD = 3;

/**
 * Describes a saved query in one line, for a collapsed query row: `Peer stats · 6977b3f3 · 1169b4b7, 2b0c ·
 * packet_loss_percent · numeric · p95`.
 */
export function describeQuery(saved: unknown, service: Service): string {
  const queryType = queryTypeOf(saved, service);
  if (queryType === null) {
    return `Unknown query type ${quote(asObject(saved).queryType)}`;
  }
  const { label, fields } = QUERY_TYPES[queryType];
  const values = Object.entries<QueryField>(fields).flatMap(([path, field]) =>
    describeValue(field, asObject(saved)[path])
  );
  return [label, ...values].join(' · ');
}

function describeValue({ shape, label }: QueryField, value: unknown): readonly string[] {
  if (shape === 'boolean') {
    return value === true ? [label] : [];
  }
  const texts = (Array.isArray(value) ? asArray(value) : [value]).flatMap((item) => asText(item) ?? []).filter(Boolean);
  if (texts.length > MAX_VALUES_PER_FIELD) {
    return [`${texts.slice(0, MAX_VALUES_PER_FIELD).join(', ')} and ${texts.length - MAX_VALUES_PER_FIELD} more`];
  }
  return texts.length === 0 ? [] : [texts.join(', ')];
}
