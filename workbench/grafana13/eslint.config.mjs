// Finds what the plugin uses that Grafana 13 deprecates. All other rules run once, in the project's own configuration.
import tseslint from '@typescript-eslint/eslint-plugin';
import parser from '@typescript-eslint/parser';

export default [
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    languageOptions: { parser, parserOptions: { project: 'workbench/grafana13/tsconfig.json' } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { '@typescript-eslint': tseslint },
    rules: { '@typescript-eslint/no-deprecated': 'error' },
  },
];
