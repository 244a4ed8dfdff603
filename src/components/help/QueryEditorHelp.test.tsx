import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { missingFrom, parseQuery, queryTypesOf } from '../../core';
import { dataSourceOf } from '../../datasource.fixture';
import type { PeerlensQuery } from '../../types';
import { exampleQuery, GUIDES } from './examples';
import { QueryEditorHelp } from './QueryEditorHelp';

const QUERY: PeerlensQuery = {
  refId: 'B',
  queryType: 'peerStats',
  sessionId: 's1',
  peerIds: ['p1'],
  trackIds: ['t1'],
  format: 'table',
};

function headings() {
  return screen.getAllByRole('heading').map(({ textContent }) => textContent);
}

it('writes an example of the calls that the query names', async () => {
  const chosen: PeerlensQuery[] = [];
  const choose = (query: PeerlensQuery) => chosen.push(query);
  render(<QueryEditorHelp datasource={dataSourceOf('100ms', {})} query={QUERY} onClickExample={choose} />);
  expect(headings()).toEqual([
    'Peer stats',
    'Scores',
    'Incidents',
    'Layers',
    'Calls',
    'Sessions',
    'Events',
    'Recordings',
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Packet loss of what was sent' }));
  expect(chosen).toEqual([
    {
      refId: 'B',
      version: 1,
      queryType: 'peerStats',
      sessionId: 's1',
      peerIds: ['p1'],
      sides: ['publisher'],
      metrics: ['packet_loss_percent'],
    },
  ]);
});

it('shows of Storm what Storm answers', () => {
  render(<QueryEditorHelp datasource={dataSourceOf('storm', {})} query={{ refId: 'A' }} onClickExample={jest.fn()} />);
  expect(headings()).toEqual(['Substreams', 'Streams', 'Server', 'Viewers', 'Journal']);
});

const EXAMPLES = queryTypesOf('demo').flatMap((queryType) =>
  queryType === 'list' ? [] : GUIDES[queryType].examples.map((example) => ({ queryType, example, ...example }))
);

it.each(EXAMPLES)('$queryType: "$title" runs on the demo as it is', ({ queryType, example }) => {
  const query = exampleQuery(example, queryType, { refId: 'A' }, 'demo');
  expect(parseQuery(query, 'demo')).toMatchObject({ ok: true, value: { queryType } });
  expect(missingFrom(query, 'demo')).toEqual([]);
});
