import { DEMO_CALL } from '../../core/demo/ids';
import { firstValue } from './firstValue';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [{ type: 'query', name: 'app' }] }),
}));

it('prefers the variable of the dashboard, then what the demo has prepared', () => {
  expect(firstValue('app', 'demo')).toBe('$app');
  expect(firstValue('sessionId', 'demo')).toBe(DEMO_CALL);
  expect(firstValue('sessionId', '100ms')).toBeUndefined();
  expect(firstValue('constructor', 'demo')).toBeUndefined();
});
