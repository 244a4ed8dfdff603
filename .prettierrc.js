module.exports = {
  // Prettier configuration provided by Grafana scaffolding
  ...require('./.config/.prettierrc.js'),
  overrides: [{ files: '*.md', options: { proseWrap: 'always' } }],
};
