import { screen, waitFor } from '@testing-library/react';
import type { Service } from '../core';
import { DEMO_APP } from '../core/demo/ids';
import type { PeerlensQuery } from '../types';
import { AnnotationQueryEditor } from './AnnotationQueryEditor';
import { answering, mockLayout, option, renderEditor } from './QueryEditor.fixture';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [], replace: (text: string) => text }),
}));

beforeEach(mockLayout);
afterEach(() => jest.restoreAllMocks());

function edit(given: Partial<PeerlensQuery>, service: Service) {
  return renderEditor(AnnotationQueryEditor, { refId: 'Anno', ...given }, { service });
}

it('edits the events of a call', async () => {
  const { last, user } = edit({ queryType: 'events' }, '100ms');
  expect(screen.getByRole('status')).toHaveTextContent('Not finished: Room or session: name one.');
  await user.click(screen.getByLabelText('Session'));
  await user.keyboard('$session{Enter}');
  await user.click(screen.getByLabelText('Errors only'));
  expect(last()).toEqual({
    refId: 'Anno',
    version: 1,
    queryType: 'events',
    sessionId: '$session',
    errorsOnly: true,
  });
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

it('starts with the first call, whose events it finds', async () => {
  const answer = answering({ sessions: [option('s1', 'Stand-up')] });
  const query = { refId: 'Anno', queryType: 'events' };
  const { last } = renderEditor(AnnotationQueryEditor, query, { service: '100ms', answer });
  await waitFor(() => expect(last()).toMatchObject({ queryType: 'events', sessionId: 's1' }));
});

it('begins anew where a data source of another service is chosen', () => {
  const { last, withService } = edit({ queryType: 'events', sessionId: 's1' }, '100ms');
  withService('storm');
  expect(last()).toEqual({ refId: 'Anno', version: 1, queryType: 'journal' });
});

it.each([{ queryType: 'evnets' }, { queryType: 'events', sessionId: 's1' }])('leaves %j as it was saved', (saved) => {
  expect(edit(saved, 'storm').saved).toEqual([]);
});

it('offers the demo events and journals, and nothing that is no annotation', async () => {
  const { last, user } = edit({ queryType: 'peerStats' }, 'demo');
  const types = screen.getByRole('radiogroup', { name: 'Query' });
  expect(types).toHaveTextContent(/^Events ?Incidents ?Recordings ?Journal ?Server$/);
  await user.click(screen.getByLabelText('Journal'));
  expect(last()).toMatchObject({ queryType: 'journal', app: DEMO_APP });
  expect(screen.getByLabelText('Application')).toBeVisible();
});

it.each<[string, Service]>([
  ['server', 'storm'],
  ['recordings', '100ms'],
])('offers no format of %s: one has times and titles', (queryType, service) => {
  edit({ queryType }, service);
  expect(screen.queryByText('Format')).not.toBeInTheDocument();
});
