import { isDeepStrictEqual } from 'node:util';
import type { Reply } from './browserHost';

/** What is wrong with the answers to a case. */
export interface Finding {
  /** Equal for findings that are likely of one cause. */
  readonly kind: string;
  readonly detail: string;
}

interface Result {
  readonly failure?: { readonly source: string; readonly message: string };
  readonly frames?: ReadonlyArray<{
    readonly schema: { readonly meta?: { readonly notices?: ReadonlyArray<{ readonly text: string }> } };
  }>;
}

/** After as many timeouts in a row the Go host sends no more requests; the browser has the backend do so. */
const TIMEOUTS_IN_A_ROW = 8;
/** No message is longer. */
const LONGEST_MESSAGE = 1000;
// C0, DEL, C1, the separators of lines and paragraphs; and half a character.
const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Compares the replies of both hosts to a case; null if nothing is wrong. */
export function compare(inBrowser: Reply, inGo: Reply): Finding | null {
  for (const [host, { crash, invalid, result }] of Object.entries({ V8: inBrowser, Go: inGo })) {
    const fault = (result as Result | undefined)?.failure;
    const problems = {
      crash,
      invalid,
      'fault of the plugin': fault?.source === 'plugin' ? fault.message : undefined,
    };
    for (const [problem, detail] of Object.entries(problems)) {
      if (detail !== undefined) {
        return { kind: `${host} ${problem}: ${(detail.split('\n')[0] ?? '').slice(0, 120)}`, detail };
      }
    }
  }
  const difference = (inBrowser.timeouts ?? 0) < TIMEOUTS_IN_A_ROW ? differenceOf(inBrowser.result, inGo.result) : null;
  return difference ?? wrongMessage(inBrowser.result as Result);
}

/** Where two results differ first, and how. */
function differenceOf(one: unknown, other: unknown, at = ''): Finding | null {
  if (isDeepStrictEqual(one, other)) {
    return null;
  }
  if (typeof one === 'object' && typeof other === 'object' && one !== null && other !== null) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const difference = differenceOf(Reflect.get(one, key), Reflect.get(other, key), `${at}.${key}`);
      if (difference !== null) {
        return difference;
      }
    }
  }
  const detail = `V8: ${textOf(one)}\nGo: ${textOf(other)}`;
  return { kind: `difference at ${at.replace(/\d+/g, 'N')}`, detail };
}

function textOf(value: unknown): string {
  return Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'undefined').slice(0, 1500);
}

function wrongMessage({ failure, frames }: Result): Finding | null {
  const notices = frames?.flatMap(({ schema }) => schema.meta?.notices?.map(({ text }) => text) ?? []) ?? [];
  for (const message of failure === undefined ? notices : [failure.message]) {
    // The start of the message without what it quotes.
    const shape = message.replace(/"[^"]*"|[^ -~]|\d+/g, '').slice(0, 40);
    if (message.length > LONGEST_MESSAGE) {
      return { kind: `message of over ${LONGEST_MESSAGE} characters: ${shape}`, detail: message };
    }
    if (FORBIDDEN.test(message)) {
      return { kind: `message with a forbidden character: ${shape}`, detail: JSON.stringify(message) };
    }
  }
  return null;
}
