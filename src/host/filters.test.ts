import { withFilters } from './filters';
import type { PeerlensQuery } from './types';

const QUERY = { refId: 'A', filters: [{ key: 'kind', operator: '=', values: ['video'] }] };

it('adds the filters of the dashboard to those of the query, with as many values as their operators take', () => {
  const filters = [
    { key: 'side', operator: '=', value: 'publisher' },
    { key: 'rid', operator: '=|', value: 'h', values: ['h', 'm'] },
    { key: 'peer', operator: '!=', value: 'Ada', values: ['Ada', 'left from another operator'] },
    { key: 'type', operator: '!=|', value: 'screen' },
  ];
  expect(withFilters(QUERY, filters).filters).toEqual([
    { key: 'kind', operator: '=', values: ['video'] },
    { key: 'side', operator: '=', values: ['publisher'] },
    { key: 'rid', operator: '=|', values: ['h', 'm'] },
    { key: 'peer', operator: '!=', values: ['Ada'] },
    { key: 'type', operator: '!=|', values: ['screen'] },
  ]);
});

it('leaves a query without filters as it is', () => {
  expect(withFilters(QUERY)).toBe(QUERY);
});

it('adds to filters that are no list, for the parser to refuse', () => {
  const filters: unknown = { key: 'side' };
  const saved = { refId: 'A', filters } as PeerlensQuery;
  expect(withFilters(saved, [{ key: 'side', operator: '=', value: 'publisher' }]).filters).toHaveLength(2);
});
