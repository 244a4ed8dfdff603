import { unscoredRolesOf } from './unscoredRoles';

const isUnscored = (role: string | null, unscoredRoles?: unknown) => {
  const roles = unscoredRolesOf({ settings: { unscoredRoles } });
  return roles.ok ? roles.value(role) : roles.failure.message;
};

it.each([
  ['__internal_recorder', true],
  ['Beam', true],
  ['hls-viewer-near-realtime', true],
  ['Beamer', false],
  ['host', false],
  ['viewer', false],
  [null, false],
])('by default the role %s is unscored: %s', (role, expected) => {
  expect(isUnscored(role)).toBe(expected);
});

it.each([
  ['a*b*c', 'abc', true],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'acb', false],
  ['aba*ba', 'aba', false],
  ['x, Guest ', 'guest', true],
  ['', '__internal_recorder', false],
])('the setting %j has the role %s: %s', (setting, role, expected) => {
  expect(isUnscored(role, setting)).toBe(expected);
});

it('reports a setting that is not text', () => {
  expect(isUnscored('host', ['host'])).toContain('unscoredRoles in the data source settings is ["host"].');
});
