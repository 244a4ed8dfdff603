import { defineConfig } from 'eslint/config';
import tseslint from '@typescript-eslint/eslint-plugin';
import baseConfig from './.config/eslint.config.mjs';

export default defineConfig([
  {
    ignores: ['**/node_modules/', '**/dist/', 'coverage/', 'pkg/', 'test-results/', 'playwright-report/', '.config/'],
  },
  ...baseConfig,
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [...tseslint.configs['flat/recommended-type-checked']],
    rules: {
      // The runtime brings its own JSX factory.
      'react/react-in-jsx-scope': 'off',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['fuzz/**/*.ts'],
    languageOptions: { parserOptions: { project: 'fuzz/tsconfig.json' } },
    extends: [...tseslint.configs['flat/recommended-type-checked']],
  },
  {
    // Jest's asymmetric matchers are typed `any`.
    files: ['**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // The core knows nothing of its hosts, of Grafana or of any other package.
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!\\./|\\.\\./)' }, { group: ['**/host/**', '**/editors/**'] }] },
      ],
    },
  },
]);
