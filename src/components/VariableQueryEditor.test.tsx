import { screen, within } from '@testing-library/react';
import type { Service } from '../core';
import type { PeerlensQuery } from '../types';
import { VariableQueryEditor } from './VariableQueryEditor';
import { mockLayout, renderEditor } from './QueryEditor.fixture';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [{ type: 'query', name: 'room' }], replace: (text: string) => text }),
}));

beforeEach(mockLayout);
afterEach(() => jest.restoreAllMocks());

function edit(given: Partial<PeerlensQuery>, service?: Service) {
  return renderEditor(VariableQueryEditor, { refId: 'variable', queryType: 'list', ...given }, { service });
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

it('offers nothing of another service, and begins anew where one is chosen', () => {
  const { last, saved, withService } = edit({ list: 'peers', sessionId: '$session' }, '100ms');
  expect(saved).toEqual([]);
  withService('storm');
  const lists = screen.getByRole('radiogroup', { name: 'List' });
  expect(lists).toHaveTextContent(/^Applications ?Streams ?Substreams$/);
  expect(within(lists).getByRole('radio', { checked: true })).toBe(screen.getByLabelText('Applications'));
  expect(last()).toEqual({ refId: 'variable', version: 1, queryType: 'list', list: 'applications' });
});

it('leaves a list of another service as it was saved', () => {
  expect(edit({ list: 'peers' }, 'storm').saved).toEqual([]);
});
