import { isDeepStrictEqual } from 'node:util';
import type { Reply } from './browserHost';

/** What is wrong with the answers to a case. */
export interface Finding {
  /** Equal for findings that are likely of one cause. */
  readonly kind: string;
  readonly detail: string;
}

/** No message is longer. */
const LONGEST_MESSAGE = 1000;
// C0, DEL, C1, the separators of lines and paragraphs; and half a character.
const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Compares the replies of both hosts to a case; null if nothing is wrong. */
export function compare(inBrowser: Reply, inGo: Reply): Finding | null {
  for (const [host, { broke, complaint, result }] of Object.entries({ V8: inBrowser, Go: inGo })) {
    if (broke !== undefined) {
      return { kind: `${host} broke: ${firstLine(broke)}`, detail: broke };
    }
    if (complaint !== undefined) {
      return { kind: `${host} complaint: ${complaint.slice(0, 20)}`, detail: complaint };
    }
    const { failure } = result as { failure?: { source: string; message: string } };
    if (failure?.source === 'plugin') {
      return { kind: `${host} fault of the plugin: ${firstLine(failure.message)}`, detail: failure.message };
    }
  }
  if (!isDeepStrictEqual(inBrowser.result, inGo.result)) {
    const [kind, detail] = differenceOf(inBrowser.result, inGo.result, '');
    return { kind: `difference at ${kind.replace(/\d+/g, 'N')}`, detail };
  }
  return wrongMessage(inBrowser.result);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 120);
}

/** Where two results differ first, and how. */
function differenceOf(one: unknown, other: unknown, at: string): readonly [string, string] {
  if (typeof one === 'object' && typeof other === 'object' && one !== null && other !== null) {
    const [mine, theirs] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
    for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
      if (!isDeepStrictEqual(mine.get(key), theirs.get(key))) {
        return differenceOf(mine.get(key), theirs.get(key), `${at}.${key}`);
      }
    }
  }
  const where = typeof one === 'string' && typeof other === 'string' ? `${at} of ${shape(around(one, other))}` : at;
  return [where, `V8: ${shown(one)}\nGo: ${shown(other)}`];
}

/** What stands before the first unit in which two texts differ. */
function around(one: string, other: string): string {
  const at = [...one].findIndex((character, i) => character !== [...other][i]);
  return [...one].slice(Math.max(0, at - 40), at).join('');
}

function shown(value: unknown): string {
  return Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'undefined').slice(0, 1500);
}

interface Result {
  readonly failure?: { readonly message: string };
  readonly frames?: ReadonlyArray<{
    readonly schema: { readonly meta?: { readonly notices?: ReadonlyArray<{ readonly text: string }> } };
  }>;
}

function wrongMessage(result: unknown): Finding | null {
  const { failure, frames } = result as Result;
  const notices = frames?.flatMap(({ schema }) => schema.meta?.notices?.map(({ text }) => text) ?? []) ?? [];
  for (const message of failure === undefined ? notices : [failure.message]) {
    if (message.length > LONGEST_MESSAGE) {
      return { kind: `message of over ${LONGEST_MESSAGE} characters: ${shape(message)}`, detail: message };
    }
    const found = FORBIDDEN.exec(message);
    if (found !== null) {
      const unit = `U+${(found[0].codePointAt(0) ?? 0).toString(16)}`;
      return {
        kind: `message with a forbidden character: ${shape(message)}`,
        detail: `${unit} in ${JSON.stringify(message)}`,
      };
    }
  }
  return null;
}

/** The start of a message without what it quotes. */
function shape(message: string): string {
  return message.replace(/"[^"]*"|[^ -~]|\d+/g, '').slice(0, 40);
}
