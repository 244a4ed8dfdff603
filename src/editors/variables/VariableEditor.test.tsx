import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of } from 'rxjs';
import type { Service } from '../../core';
import type { PeerlensQuery } from '../../host/types';
import { giveLayout } from '../controls.fixture';
import { VariableEditor } from './VariableEditor';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [{ type: 'query', name: 'room' }], replace: (text: string) => text }),
}));

jest.setTimeout(30_000);
beforeEach(giveLayout);
afterEach(() => jest.restoreAllMocks());

function edit(given: Partial<PeerlensQuery>, service: Service = '100ms') {
  const saved: PeerlensQuery[] = [];
  const datasource = { service, choices: () => of({ entries: [], hint: '' }) };
  function Variable() {
    const [query, setQuery] = useState<PeerlensQuery>({ refId: 'variable', queryType: 'list', ...given });
    const save = (next: PeerlensQuery) => {
      saved.push(next);
      setQuery(next);
    };
    return <VariableEditor query={query} range={undefined} datasource={datasource} onChange={save} />;
  }
  render(<Variable />);
  return { last: () => saved.at(-1), user: userEvent.setup({ delay: null }) };
}

it('shows of a list what it is of, and what is missing', () => {
  edit({ list: 'tracks' });
  expect(screen.getByLabelText('List')).toHaveValue('Tracks');
  expect(screen.getByLabelText('Session')).toBeVisible();
  expect(screen.getByLabelText('Peers')).toBeVisible();
  expect(screen.queryByLabelText('Rooms')).toBeNull();
  expect(screen.getByRole('status')).toHaveTextContent('Not finished: Session is missing.');
});

it('is filled in by keyboard, and keeps nothing of the list it was before', async () => {
  const { last, user } = edit({ list: 'peers', sessionId: '$session' });
  await user.click(screen.getByLabelText('List'));
  await user.keyboard('Sess{Enter}');
  expect(last()).toEqual({ refId: 'variable', version: 1, queryType: 'list', list: 'sessions', roomIds: undefined });
  await user.click(screen.getByLabelText('Rooms'));
  await user.keyboard('$room{Enter}');
  expect(last()).toMatchObject({ list: 'sessions', roomIds: ['$room'] });
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

it('offers nothing of another service', async () => {
  const { user } = edit({ list: 'rooms' }, 'storm');
  expect(screen.getByLabelText('List')).toHaveValue('');
  await user.click(screen.getByLabelText('List'));
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    'Applications',
    'Streams',
    'Substreams',
  ]);
});
