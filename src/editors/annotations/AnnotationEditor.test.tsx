import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of } from 'rxjs';
import type { Service } from '../../core';
import type { PeerlensQuery } from '../../host/types';
import { giveLayout } from '../controls.fixture';
import { AnnotationEditor } from './AnnotationEditor';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [], replace: (text: string) => text }),
}));

jest.setTimeout(30_000);
beforeEach(giveLayout);
afterEach(() => jest.restoreAllMocks());

function edit(given: Partial<PeerlensQuery>, service: Service) {
  const saved: PeerlensQuery[] = [];
  const datasource = { service, choices: () => of({ entries: [], hint: '' }) };
  function Annotation() {
    const [query, setQuery] = useState<PeerlensQuery>({ refId: 'Anno', ...given });
    const save = (next: PeerlensQuery) => {
      saved.push(next);
      setQuery(next);
    };
    return <AnnotationEditor query={query} range={undefined} datasource={datasource} onChange={save} />;
  }
  render(<Annotation />);
  return { last: () => saved.at(-1), user: userEvent.setup({ delay: null }) };
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

it('offers the demo events and journals, and nothing that is no annotation', async () => {
  const { last, user } = edit({ queryType: 'peerStats' }, 'demo');
  const types = screen.getByRole('radiogroup', { name: 'Query' });
  expect(types).toHaveTextContent(/^Events ?Journal$/);
  await user.click(screen.getByLabelText('Journal'));
  expect(last()).toMatchObject({ queryType: 'journal' });
  expect(screen.getByLabelText('Application')).toBeVisible();
});
