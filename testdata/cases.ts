// Reads and writes the files of this folder; README.md describes them. cases.go reads them the same way.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { UpstreamResponse, Context, Service } from '../src/core';

type Reply = Exclude<UpstreamResponse, { fault: unknown }>;
type Refusal = Extract<UpstreamResponse, { fault: unknown }>;

/** What the service answers to a request. */
export interface CaseAnswer extends Partial<Reply>, Partial<Refusal> {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A query with the answers of its service. */
export interface Case {
  readonly title: string;
  readonly service: Service;
  readonly now: number;
  readonly range: Context['range'];
  /** The settings of the data source, as they are saved. */
  readonly settings: Context['settings'];
  readonly maxValues?: number;
  readonly query: unknown;
  readonly answers: readonly CaseAnswer[];
}

/** Jest and the programs of `fuzz` both run in the folder of the project. */
const FOLDER = path.resolve('testdata');

function fileOf(...names: readonly string[]): string {
  return path.join(FOLDER, ...names);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The names of all cases, in order. */
export function caseNames(): readonly string[] {
  return readdirSync(fileOf('cases')).map((file) => path.basename(file, '.json'));
}

/** A case as its file holds it. */
interface SavedCase extends Omit<Case, 'now' | 'range' | 'settings' | 'answers'> {
  readonly now: Instant;
  readonly range: { readonly from: Instant; readonly to: Instant };
  readonly settings?: Case['settings'];
  readonly answers: readonly SavedAnswer[];
}

type Instant = string | number;

interface SavedAnswer extends CaseAnswer {
  readonly json?: unknown;
  readonly document?: string;
  readonly change?: Readonly<Record<string, unknown>>;
}

/** The case in a file. */
export function readCase(file: string): Case {
  const { now, range, settings = {}, answers, ...rest } = readJson(file) as SavedCase;
  return {
    ...rest,
    now: readInstant(now),
    range: { from: readInstant(range.from), to: readInstant(range.to) },
    settings,
    answers: answers.map(readAnswer),
  };
}

export function readNamedCase(name: string): Case {
  return readCase(fileOf('cases', `${name}.json`));
}

function readInstant(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

function readAnswer({ json, document, change, ...answer }: SavedAnswer): CaseAnswer {
  if (answer.fault !== undefined) {
    return answer;
  }
  const body = document === undefined ? JSON.stringify(json) : readDocument(document, change);
  return { status: 200, contentType: 'application/json', text: body, ...answer };
}

function readDocument(name: string, change: SavedAnswer['change']): string {
  const text = readFileSync(fileOf('documents', name), 'utf8');
  if (change === undefined) {
    return text;
  }
  const document: unknown = JSON.parse(text);
  for (const [pointer, value] of Object.entries(change)) {
    setAt(document, pointer.slice(1).split('/'), value);
  }
  return JSON.stringify(document);
}

/** Replaces a value that is there. */
function setAt(document: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, key)) {
    throw new Error(`a change of a document names ${JSON.stringify(key)}, which is not there`);
  }
  const members = document as Record<string, unknown>;
  if (rest.length > 0) {
    setAt(members[key], rest, value);
  } else {
    members[key] = value;
  }
}

/** The answer that the core decodes. */
export function answerOf({ fault, detail = '', route: _, params: __, ...reply }: CaseAnswer): UpstreamResponse {
  return fault === undefined ? { status: 0, contentType: '', text: '', ...reply } : { fault, detail };
}
