import { parseJson } from '../src/core/parseJson';
import type { Case, CaseAnswer } from '../testdata/cases';
import { copy, fromValue, write, type Json } from './json';

/** An answer whose document can be changed: its JSON, or its text where that is none. */
interface DraftAnswer extends Omit<CaseAnswer, 'text'> {
  readonly document: Json | { readonly text: string };
}

/** A case that can be changed, by mutation and while it is made smaller. */
export interface Draft extends Omit<Case, 'query' | 'settings' | 'answers'> {
  readonly query: Json;
  readonly settings: Json;
  readonly answers: readonly DraftAnswer[];
}

export function isText(document: DraftAnswer['document']): document is { readonly text: string } {
  return typeof document === 'object' && 'text' in document;
}

export function draftOf({ query, settings, answers, ...rest }: Case): Draft {
  return {
    ...rest,
    query: fromValue(query),
    settings: fromValue(settings),
    answers: answers.map(({ text = '', ...answer }) => ({ ...answer, document: documentOf(text) })),
  };
}

function documentOf(text: string): DraftAnswer['document'] {
  try {
    return fromValue(JSON.parse(text));
  } catch {
    return { text };
  }
}

export function copyDraft(draft: Draft): Draft {
  return {
    ...draft,
    query: copy(draft.query),
    settings: copy(draft.settings),
    answers: draft.answers.map((answer) => ({
      ...answer,
      document: isText(answer.document) ? answer.document : copy(answer.document),
    })),
  };
}

export function caseOf({ query, settings, answers, ...rest }: Draft): Case {
  return {
    ...rest,
    // Written again, as nothing that is saved holds an infinite number.
    query: savedQuery(JSON.parse(JSON.stringify(parseJson(write(query))))),
    settings: savedSettings(JSON.parse(JSON.stringify(parseJson(write(settings))))),
    answers: answers.map(({ document, ...answer }) => {
      const text = isText(document) ? document.text : write(document);
      // The backend makes every text well-formed, for both hosts.
      return answer.fault === undefined ? { ...answer, text: wellFormed(text) } : answer;
    }),
  };
}

/** A query as Grafana saves it: each has a refId. */
function savedQuery(query: unknown): unknown {
  return typeof query === 'object' && query !== null && !Array.isArray(query) ? { ...query, refId: 'A' } : query;
}

/** Settings as Grafana's server gives them to both hosts: well-formed texts, members in the order of their names. */
function savedSettings(settings: unknown): Case['settings'] {
  const entries = typeof settings === 'object' && settings !== null ? Object.entries(settings) : [];
  return Object.fromEntries(entries.map(([key, value]) => [wellFormed(key), sortedMembers(value)]));
}

function sortedMembers(value: unknown): unknown {
  if (typeof value === 'string') {
    return wellFormed(value);
  }
  if (Array.isArray(value)) {
    return value.map(sortedMembers);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = Object.entries(value).map(([key, member]) => [wellFormed(key), sortedMembers(member)] as const);
  return Object.fromEntries(members.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other))));
}

function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
