import grafanaI18n from '@grafana/i18n/eslint-plugin';
import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from '@typescript-eslint/eslint-plugin';
import baseConfig from './.config/eslint.config.mjs';

/** Functions that take any number of arguments, which tempts to spread a list of any length. */
const TAKE_MANY = ['push', 'unshift', 'splice', 'max', 'min', 'concat', 'fromCharCode', 'fromCodePoint'];

export default defineConfig([
  {
    ignores: ['**/node_modules/', '**/dist/', 'coverage/', 'pkg/', 'test-results/', 'playwright-report/', '.config/'],
  },
  ...baseConfig,
  {
    // The core and its hosts have no translations.
    files: ['src/*.{ts,tsx}', 'src/components/**/*.{ts,tsx}'],
    extends: [...tseslint.configs['flat/recommended-type-checked']],
    rules: {
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  ...['fuzz', 'stress'].map((folder) => ({
    files: [`${folder}/**/*.ts`],
    languageOptions: { parserOptions: { project: `${folder}/tsconfig.json` } },
    extends: [...tseslint.configs['flat/recommended-type-checked']],
  })),
  {
    // The core and its hosts have no translations.
    files: ['src/*.{ts,tsx}', 'src/components/**/*.{ts,tsx}'],
    ignores: ['**/*.{test,fixture}.{ts,tsx}'],
    plugins: { '@grafana/i18n': grafanaI18n },
    rules: { '@grafana/i18n/no-untranslated-strings': 'error', '@grafana/i18n/no-translation-top-level': 'error' },
  },
  {
    // The runtime brings its own JSX factory.
    files: ['**/*.tsx'],
    rules: { 'react/react-in-jsx-scope': 'off' },
  },
  {
    // A text from an upstream or a user can be 16 MB of one character. A regular expression that backtracks, or that
    // starts again at each character, takes hours for it and hangs the browser. `report: 'potential'` also refuses
    // patterns that only some texts make slow: a pattern does not show where its texts come from. `ignoreSticky:
    // false`, because a sticky one in a loop is no faster.
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false }],
    },
  },
  {
    // Each argument takes room on the stack, so a call with about 125,000 of them throws a RangeError.
    files: ['src/**/*.{ts,tsx}', 'workbench/page/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `CallExpression[callee.property.name=/^(${TAKE_MANY.join('|')})$/] > SpreadElement.arguments`,
          message:
            'From about 125,000 elements on this throws a RangeError. Loop, use flatMap or reduce, or pass the list itself.',
        },
      ],
    },
  },
  {
    // Jest's asymmetric matchers are typed `any`.
    files: ['**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
]);
