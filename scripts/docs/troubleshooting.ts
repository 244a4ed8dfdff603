// docs/troubleshooting.md: the errors of the core in tables, from the code that words them, within a text for people.
import { requestOf, type Auth, type HttpResponse } from '../../src/core/protocol';
import type { Route } from '../../src/core/routes';
import { FAULTS } from '../../src/core/failure/faults';
import { adviceFor } from '../../src/core/failure/statusAdvice';
import table from '../../pkg/upstream/routes/routes.json';
import { textOf } from './page';

/** A route of each service that has no advice of its own. */
const ROUTES = { '100ms': 'session', Storm: 'substream' } as const satisfies Readonly<Record<string, Route>>;

const REJECTED: ReadonlyArray<readonly [service: keyof typeof ROUTES, auth: Auth, credential: string]> = [
  ['100ms', 'token', 'management token'],
  ['100ms', 'appKey', 'access key'],
  ['Storm', 'login', 'user and password'],
  ['Storm', 'token', 'bearer token'],
  ['Storm', 'apiKey', 'API key'],
];

/** Returns the page, with a table for each `{name}` of its text. */
export function troubleshootingPage(): string {
  return textOf('troubleshooting')
    .replace('{noAnswer}', () => noAnswerTable())
    .replace('{answered}', () => answeredTable());
}

function noAnswerTable(): string {
  const rows = Object.values(FAULTS).map(({ reason, advice = 'It says what to leave out or to name.' }) => [
    reason,
    advice,
  ]);
  return rowsOf(['it says', 'what to do'], rows);
}

function answeredTable(): string {
  const { permission } = table[ROUTES['100ms']];
  return rowsOf(
    ['it says', 'what to do'],
    [
      ...REJECTED.map(([service, auth, credential]) => [
        `${service} answered 401, with the ${credential}`,
        adviceOf(service, { status: 401, auth }),
      ]),
      ...Object.keys(ROUTES).map((service) => [
        `${service} answered 403`,
        `${adviceOf(service, { status: 403 }).replace(permission, '…')} Create a token, or choose a user, that may.`,
      ]),
      ['100ms or Storm answered 400 or 404', adviceOf('100ms', { status: 404 })],
      [
        '100ms or Storm answered 429',
        `${adviceOf('100ms', { status: 429 })} Peerlens sends no more requests of this kind until then.`,
      ],
      ['100ms or Storm answered 301, 302, 307 or 308', adviceOf('100ms', { status: 302 })],
      [
        '100ms or Storm answered 500, 502, 503 or 504',
        adviceOf('100ms', { status: 500 }).replace('100ms', 'The service'),
      ],
    ]
  );
}

function adviceOf(service: string, answer: Pick<HttpResponse, 'status' | 'auth'>): string {
  return adviceFor(
    { contentType: 'application/json', text: '{}', ...answer },
    requestOf(service === 'Storm' ? ROUTES.Storm : ROUTES['100ms'], {})
  );
}

function rowsOf(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
