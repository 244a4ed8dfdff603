import { offeredIds } from './offered';

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

const VARIABLES = [
  { value: '$session', label: '$session', description: 'Call' },
  { value: '$peer', label: '$peer', description: 'Dashboard variable' },
];

test('the variables that can hold IDs are offered', () => {
  expect(offeredIds('100ms', 'sessionId')).toEqual(VARIABLES);
});

test('the demo offers its own IDs too', () => {
  expect(offeredIds('demo', 'app')).toEqual([{ value: 'live', label: 'live' }, ...VARIABLES]);
  expect(offeredIds('demo', 'trackIds')).toEqual(VARIABLES);
});
