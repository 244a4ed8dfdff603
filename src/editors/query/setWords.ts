import { askedFor } from './lists';
import type { QueryField } from '../../core';
import { bounded } from '../../core/failure/text';
import { textOf, textsOf } from './saved';
import { wordFor } from './words';

/** How much of what a field is set to stands in a header. */
const LONGEST = 100;

/** What a field is set to, in the words of a closed header: `Tracks: 2 named`. Empty where it is as if it were not there. */
export function setWords(path: string, field: QueryField, saved: Readonly<Record<string, unknown>>): string {
  const value = valueWords(path, field, saved);
  return value === '' ? '' : `${field.label}: ${value}`;
}

function valueWords(path: string, field: QueryField, saved: Readonly<Record<string, unknown>>): string {
  const texts = textsOf(saved[path]);
  if (texts.length > 0 && askedFor(path, saved) !== null) {
    // Nobody reads these.
    return `${texts.length} named`;
  }
  return field.shape === 'choice' ? otherThan(field.fallback, textOf(saved[path])) : bounded(texts.join(', '), LONGEST);
}

function otherThan(fallback: string, choice: string): string {
  return choice === fallback || choice === '' ? '' : wordFor(choice);
}
