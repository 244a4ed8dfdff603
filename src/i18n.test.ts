import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { AUTH_METHODS, SECTIONS, SERVICES } from './components/config/sections';
import { thresholdError } from './components/config/thresholds';
import { GUIDES } from './components/help/examples';
import { idPlaceholder, LAYOUTS, ROOM_FIELD, withoutVariable } from './components/query/layout';
import { METRICS, missingFrom, QUERY_TYPES, choiceLabel } from './core';
import { THRESHOLD_NAMES } from './core/measurements/thresholds';
import { QUERY_TYPE_NAMES } from './core/query/queryTypes';
import { LISTS } from './core/query/types/list';
import { SCORE_METRICS } from './core/score/metrics';
import { t } from './i18n';
import { switchToGerman } from './i18n.fixture';
import { id, languages } from './plugin.json';

const english = [...new Set([...textsInCalls(), ...textsInTables()])].sort();

it.each(languages)('%s has every text of the code and no other, with the same values', (language) => {
  const file = `src/locales/${language}/${id}.json`;
  const saved: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'));
  const texts = english.map((text): [string, string] => [text, language === 'en-US' ? text : (saved[text] ?? '')]);
  if (process.env.UPDATE_RESULTS) {
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`);
  }
  expect(Object.entries(saved)).toEqual(texts);
  const valuesIn = (text: string) => (text.match(/\{\{\w+\}\}|\$\w+/g) ?? []).sort().join(' ');
  expect(texts.filter(([text, translated]) => translated === '' || valuesIn(text) !== valuesIn(translated))).toEqual(
    []
  );
});

it('returns a text in the language of the user, with its values as they are', async () => {
  expect(t('Not finished: {{missing}}.', { missing: '<b> & $t(All)' })).toBe('Not finished: <b> & $t(All).');
  await switchToGerman();
  expect(t('Session')).toBe('Sitzung');
  expect(t('Not finished: {{missing}}.', { missing: '<b>' })).toBe('Nicht fertig: <b>.');
});

it('returns what no language has as it is', async () => {
  expect(t('A server: 1.5 {{side}} $t(All)')).toBe('A server: 1.5 {{side}} $t(All)');
  expect(t('constructor')).toBe('constructor');
  await switchToGerman();
  expect(t('')).toBe('');
});

/** The texts that the code passes to `t`. */
function textsInCalls(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(?!.*\.(test|fixture)\.).*\.tsx?$/.test(name))
    .flatMap((name) => [
      ...readFileSync(`src/${name}`, 'utf8').matchAll(/\b(?:t|translate)\(\s*(?:'([^']+)'|"([^"]+)")/g),
    ])
    .flatMap(([, single, double]) => single ?? double ?? []);
}

/** The texts that are in tables, or that the core makes of them. */
function textsInTables(): readonly string[] {
  const placeholders = [idPlaceholder({ path: '' }, { isAlertRule: false }), ...textsIn(LAYOUTS, ['placeholder'])];
  const lists = [...LISTS['100ms'], ...LISTS.storm];
  const lacking = [{}, { streamKeys: ['a'] }, { sessionId: '', app: '', streamKey: '', substream: '' }];
  return [
    ...textsIn(
      [QUERY_TYPES, ROOM_FIELD, SERVICES, AUTH_METHODS, SECTIONS, GUIDES],
      ['label', 'about', 'title', 'description', 'unit', 'error']
    ),
    ...textsIn(SCORE_METRICS, ['label']),
    ...textsIn(METRICS, ['description']),
    ...textsIn(QUERY_TYPES, ['choices']).map(choiceLabel),
    ...placeholders,
    ...placeholders.filter((text) => text.endsWith(' or $variable')).map(withoutVariable),
    ...lists.map((list) => `There are no ${list} to choose from.`),
    ...THRESHOLD_NAMES.flatMap((name) => thresholdError(name, { good: 1, bad: 1 }) ?? []),
    ...QUERY_TYPE_NAMES.flatMap((queryType) =>
      lists.flatMap((list) =>
        lacking.flatMap((more) => missingFrom({ queryType, list, format: 'numeric', ...more }, 'demo'))
      )
    ),
  ];
}

/** The texts in the members of a table that have one of these names. */
function textsIn(table: unknown, names: readonly string[], name = ''): readonly string[] {
  if (typeof table !== 'object' || table === null) {
    return typeof table === 'string' && table !== '' && names.includes(name) ? [table] : [];
  }
  return Object.entries(table).flatMap(([key, member]) => textsIn(member, names, Array.isArray(table) ? name : key));
}
