import { CoreApp } from '@grafana/data';
import { missingFrom, queryTypesOf } from '../core';
import { defaultQuery } from './defaultQuery';

it('starts a query with what its service answers, and an alert rule with a number', () => {
  expect(defaultQuery('storm', CoreApp.Dashboard)).toEqual({ version: 1, queryType: 'substream' });
  const alert = { version: 1, format: 'numeric' };
  expect(defaultQuery('100ms', CoreApp.UnifiedAlerting)).toEqual({ ...alert, queryType: 'calls', value: 'score' });
  expect(defaultQuery('demo', CoreApp.UnifiedAlerting)).toMatchObject({ ...alert, queryType: 'calls', value: 'score' });
  expect(defaultQuery('storm', CoreApp.UnifiedAlerting)).toEqual({
    ...alert,
    queryType: 'substream',
    metric: 'healthScore',
  });
  expect(missingFrom(defaultQuery('100ms', CoreApp.UnifiedAlerting), '100ms')).toEqual([]);
});

it('starts in Explore with the calls of a 100ms data source, which need no ID', () => {
  expect(defaultQuery('100ms', CoreApp.Explore)).toEqual({ version: 1, queryType: 'calls' });
  expect(missingFrom(defaultQuery('100ms', CoreApp.Explore), '100ms')).toEqual([]);
  expect(defaultQuery('storm', CoreApp.Explore)).toEqual({ version: 1, queryType: 'substream' });
  expect(defaultQuery('100ms', CoreApp.Dashboard)).toEqual({ version: 1, queryType: 'peerStats' });
});

it.each(queryTypesOf('demo'))('starts a %s query of the demo with what it answers to', (queryType) => {
  const start = defaultQuery('demo', CoreApp.Explore);
  expect(missingFrom({ ...start, refId: 'A', queryType }, 'demo')).toEqual([]);
});
