import { truncate, type QueryField } from '../../core';
import { choiceText, t } from '../../i18n';
import { savedText, savedTexts } from '../../savedValues';
import { listQuery } from './dependentFields';

const MAX_LENGTH = 100;

/** What a field is set to, as a closed section shows it: `Tracks: 2 named`. Empty if it has no effect. */
export function summarize(path: string, field: QueryField, saved: Readonly<Record<string, unknown>>): string {
  const value = summarizeValue(path, field, saved);
  return value === '' ? '' : `${field.label}: ${value}`;
}

function summarizeValue(path: string, field: QueryField, saved: Readonly<Record<string, unknown>>): string {
  const texts = savedTexts(saved[path]);
  if (texts.length > 0 && listQuery(path, saved) !== null) {
    // Nobody reads IDs.
    return t('{{number}} named', { number: texts.length });
  }
  if (field.shape === 'enum') {
    const choice = savedText(saved[path]);
    return choice === field.default ? '' : field.choices.includes(choice) ? choiceText(choice) : choice;
  }
  return truncate(texts.join(', '), MAX_LENGTH);
}
