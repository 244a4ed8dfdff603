import { isDashboardVariable, variableOptions } from './variables';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({
    getVariables: () => [
      { type: 'query', name: 'session', label: 'Call' },
      { type: 'textbox', name: 'peer' },
      { type: 'interval', name: 'step' },
      { type: 'datasource', name: 'source' },
      { type: 'adhoc', name: 'filters' },
    ],
  }),
}));

test('the variables that can hold IDs are offered', () => {
  expect(variableOptions()).toEqual([
    { value: '$session', label: '$session', description: 'Call' },
    { value: '$peer', label: '$peer', description: 'Dashboard variable' },
  ]);
});

test.each([
  ['$peer', true],
  ['$studio', false],
  ['peer', false],
])('%j is one of them: %s', (text, expected) => {
  expect(isDashboardVariable(text)).toBe(expected);
});
