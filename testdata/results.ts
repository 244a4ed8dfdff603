// Reads and writes the results of cases; README.md describes their form.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatJson } from './formatJson';

type Members = Readonly<Record<string, unknown>>;

interface Field extends Members {
  readonly name: string;
  readonly config: Members;
}

/** What a host gives for a case, as JSON: data frames, or a failure. */
export interface Result {
  readonly failure?: Members;
  readonly frames?: ReadonlyArray<{
    readonly schema: Members & { readonly fields: readonly Field[] };
    readonly data: { readonly values: ReadonlyArray<readonly unknown[]> };
  }>;
}

/** A field of a frame with its values, without what all columns of this name have. */
interface Column extends Members {
  readonly name: string;
  readonly config?: Members;
  readonly values: readonly unknown[];
}

interface SavedResult {
  readonly failure?: Members;
  readonly frames?: ReadonlyArray<Members & { readonly columns: readonly Column[] }>;
}

/** What all columns of a name have, by the name. */
type CommonColumns = Readonly<Record<string, Members & { readonly config: Members }>>;

const FOLDER = path.resolve('testdata');
const COLUMNS = path.join(FOLDER, 'columns.json');

function fileOf(name: string): string {
  return path.join(FOLDER, 'results', `${name}.json`);
}

export function readResult(name: string): Result {
  const { failure, frames } = JSON.parse(readFileSync(fileOf(name), 'utf8')) as SavedResult;
  return failure === undefined ? { frames: frames?.map((frame) => expandFrame(frame, commonColumns())) } : { failure };
}

let columns: CommonColumns | undefined;

function commonColumns(): CommonColumns {
  columns ??= JSON.parse(readFileSync(COLUMNS, 'utf8')) as CommonColumns;
  return columns;
}

function expandFrame({ columns, ...schema }: NonNullable<SavedResult['frames']>[number], common: CommonColumns) {
  const fields = columns.map(({ values: _, config, ...rest }): Field => {
    const { config: commonConfig, ...commonRest } = common[rest.name] ?? { config: {} };
    return { ...commonRest, ...rest, config: { ...commonConfig, ...config } };
  });
  return { schema: { ...schema, fields }, data: { values: columns.map(({ values }) => values) } };
}

/** Writes results, each in a file of its name, and gives the files that changed. */
export function writeResults(results: ReadonlyMap<string, Result>): readonly string[] {
  const fields = [...results.values()].flatMap(({ frames = [] }) => frames.flatMap(({ schema }) => schema.fields));
  const common = commonOf(fields);
  const texts = [...results].map(([name, result]) => [fileOf(name), formatJson(compact(result, common))] as const);
  const changed = [[COLUMNS, formatJson(common)] as const, ...texts].filter(([file, text]) => textIn(file) !== text);
  changed.forEach(([file, text]) => writeFileSync(file, text));
  return changed.map(([file]) => path.relative(FOLDER, file));
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function commonOf(fields: readonly Field[]): CommonColumns {
  const common = new Map<string, CommonColumns[string]>();
  for (const { name, labels: _, ...field } of fields) {
    const before = common.get(name);
    const config = before === undefined ? field.config : shared(before.config, field.config);
    common.set(name, { ...(before === undefined ? field : shared(before, field)), config });
  }
  return Object.fromEntries([...common].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The members that two objects have in common. */
function shared(one: Members, other: Members): Members {
  return Object.fromEntries(Object.entries(one).filter(([key, value]) => isEqual(value, other[key])));
}

function without(members: Members, common: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([key, value]) => !isEqual(value, common[key])));
}

function compact({ failure, frames }: Result, common: CommonColumns): SavedResult {
  if (frames === undefined) {
    return { failure };
  }
  return {
    frames: frames.map(({ schema: { fields, ...schema }, data }) => ({
      ...schema,
      columns: fields.map(({ name, ...field }, i): Column => {
        const { config: commonConfig, ...commonRest } = common[name] ?? { config: {} };
        const config = without(field.config, commonConfig);
        const own = without({ ...field, config: undefined }, commonRest);
        return { name, ...own, ...(Object.keys(config).length > 0 ? { config } : {}), values: data.values[i] ?? [] };
      }),
    })),
  };
}
