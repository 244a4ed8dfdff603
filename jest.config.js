// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

/** Packages that Grafana 13's libraries bring as ES modules only. */
const MORE_ES_MODULES = ['@react-hookz/web', '@ver0/deep-equal'];

module.exports = {
  // Jest configuration provided by Grafana scaffolding
  ...scaffold,
  testMatch: ['<rootDir>/{src,workbench/page}/**/*.test.{ts,tsx}'],
  // Editors take long on a machine that is busy with other things.
  testTimeout: 180_000,
  // The scaffold's pattern misses .mjs, which d3 is published as.
  transform: { '^.+\\.m?[tj]sx?$': Object.values(scaffold.transform)[0] },
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...MORE_ES_MODULES])],
};
