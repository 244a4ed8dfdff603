import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer, Context, Service } from '../src/core';

const TESTDATA = path.resolve('testdata');

/** An answer of a case, as the files of testdata/cases have it; its document is its text. */
export interface CaseAnswer {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly fault?: Extract<Answer, { fault: unknown }>['fault'];
  readonly words?: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly retryAfter?: string;
  readonly heldBy?: Exclude<Answer, { fault: unknown }>['heldBy'];
  readonly text?: string;
}

/** A query with the answers of its upstream. */
export interface Case {
  readonly title: string;
  readonly service: Service;
  readonly now: number;
  readonly range: { readonly from: number; readonly to: number };
  readonly settings?: Pick<Context, 'maxPeers' | 'maxSessions' | 'callsTimeout' | 'thresholds'>;
  readonly query: unknown;
  readonly answers: readonly CaseAnswer[];
}

type SharedAnswer = CaseAnswer & { readonly document?: string; readonly json?: unknown };

/** A case from the text of its file. */
export function readCase(file: string): Case {
  const shared = JSON.parse(readFileSync(file, 'utf8')) as Case & { readonly answers: readonly SharedAnswer[] };
  return { ...shared, answers: shared.answers.map(withText) };
}

function withText({ document, json, text, ...answer }: SharedAnswer): CaseAnswer {
  if (answer.fault !== undefined) {
    return answer;
  }
  const body =
    document === undefined ? JSON.stringify(json) : readFileSync(path.join(TESTDATA, 'documents', document), 'utf8');
  return { ...answer, text: text ?? body };
}

/** The shared cases that both hosts are held to. */
export function sharedCases(): readonly Case[] {
  const folder = path.join(TESTDATA, 'cases');
  return readdirSync(folder)
    .sort()
    .map((file) => readCase(path.join(folder, file)));
}
