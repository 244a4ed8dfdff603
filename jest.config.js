// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

/** Packages that Grafana 13's libraries bring as ES modules only. */
const MORE_ES_MODULES = ['@react-hookz/web', '@ver0/deep-equal'];

const page = {
  // Jest configuration provided by Grafana scaffolding
  ...scaffold,
  displayName: 'page',
  testMatch: ['<rootDir>/{src,workbench/page}/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['<rootDir>/src/core/'],
  // The scaffold's pattern misses .mjs, which d3 is published as.
  transform: { '^.+\\.m?[tj]sx?$': Object.values(scaffold.transform)[0] },
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...MORE_ES_MODULES])],
};

/** The core knows no browser, so its tests start without one. */
const core = {
  ...page,
  displayName: 'core',
  testEnvironment: 'node',
  setupFilesAfterEnv: [],
  testMatch: ['<rootDir>/src/core/**/*.test.ts'],
  testPathIgnorePatterns: [],
};

module.exports = {
  projects: [page, core].map((project) => ({ rootDir: __dirname, ...project })),
  // Editors take long on a machine that is busy with other things.
  testTimeout: 180_000,
};
