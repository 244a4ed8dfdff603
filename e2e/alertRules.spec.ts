import type { APIRequestContext } from '@playwright/test';
import { FakeServices, sessionId, type State } from './fakeServices';
import { expect, ON_GRAFANA, test } from './fixtures';

test.skip(!ON_GRAFANA, 'the workbench has no alert rules');

const HEALTHY: State = {
  health: { native: 92, '720p': 90 },
  bandwidth: 500_000,
  cpu: 20,
  memory: 40,
  loss: 0,
  recording: 'completed',
  isDown: false,
};
const FOLDER = 'e2e-alert-rules';
const GROUP = 'e2e';
const SOURCES = { 'peerlens-100ms': 'e2e-100ms', 'peerlens-storm': 'e2e-storm' };

/** The rules, with the states of their instances when all is well. */
const NORMAL = {
  'bad-call': ['Normal'],
  'substream-health': ['Normal', 'Normal'],
  'substream-gone': ['Normal', 'Normal'],
  'ingest-bandwidth': ['Normal', 'Normal'],
  'stream-down': ['Normal'],
  'server-cpu': ['Normal'],
  'server-memory': ['Normal'],
  'packet-loss': ['Normal'],
  'recording-failed': ['Normal'],
  // They read an empty list.
  '100ms-answers': ['Normal (NoData)'],
  'storm-answers': ['Normal (NoData)'],
};

/** Each rule is evaluated every ten seconds, and Grafana tells a state a moment later. */
const SOON = { timeout: 90_000, intervals: [2_000] };

test('the shipped alert rules fire, resolve, have no data and fail', async ({ host }) => {
  test.setTimeout(900_000);
  const { request } = host.page;
  const services = await FakeServices.start({ ...HEALTHY });
  const setState = (state: Partial<State>) => Object.assign(services.state, HEALTHY, state);
  const expectStates = (states: Readonly<Record<string, readonly string[]>>) =>
    expect.poll(() => statesOf(request), SOON).toEqual(states);
  try {
    await removeRules(request);
    await removeSources(request);
    await addSources(request, services.url);
    await addRules(request);

    await test.step('all is well', async () => {
      await expectStates(NORMAL);
    });

    await test.step('a bad call, a failed recording, a sick substream, little bandwidth, a busy server', async () => {
      const health = { native: 92, '720p': 20 };
      setState({ health, bandwidth: 1_000, cpu: 97, memory: 96, loss: 30, recording: 'failed' });
      await expectStates({
        ...NORMAL,
        'bad-call': ['Alerting'],
        'substream-health': ['Alerting', 'Normal'],
        'ingest-bandwidth': ['Alerting', 'Alerting'],
        'server-cpu': ['Alerting'],
        'server-memory': ['Alerting'],
        'packet-loss': ['Alerting'],
        'recording-failed': ['Alerting'],
      });
    });

    await test.step('what is told of them makes sense, and leads to where the reason is', async () => {
      const alerts = (await alertsOf(request)).filter(({ state }) => state === 'Alerting');
      expect(alerts.map(({ annotations }) => annotations.summary).sort()).toEqual([
        'A recording of session e2e-session failed',
        'Peer Asha had a bad call in room Stand-up: score 1.4 of 5',
        'Storm server Storm has 96 % of its memory in use',
        'Storm server Storm has 97 % of its CPU in use',
        'Substream live/studio/720p has a health of 20',
        'Substream live/studio/720p receives 8kbit/s',
        'Substream live/studio/native receives 8kbit/s',
        'publisher audio of peer e2e-peer lost 30.0 % of its packets (p95)',
      ]);
      for (const { annotations } of alerts) {
        const { pathname, searchParams } = new URL(annotations.runbook_url ?? '');
        expect(pathname).toMatch(/\/d\/peerlens-(call|substream|server)$/);
        expect([sessionId(30), 'e2e-session', 'studio', null]).toContain(
          searchParams.get('var-session') ?? searchParams.get('var-stream')
        );
        expect(annotations.runbook_url).not.toMatch(/\s/);
      }
    });

    await test.step('no service answers: firing rules stay so, and each service pages once', async () => {
      setState({ isDown: true });
      await expectStates({
        'bad-call': ['Alerting (Error, KeepLast)'],
        'substream-health': ['Alerting (Error, KeepLast)', 'Normal (Error, KeepLast)'],
        'substream-gone': ['Normal (Error, KeepLast)', 'Normal (Error, KeepLast)'],
        'ingest-bandwidth': ['Alerting (Error, KeepLast)', 'Alerting (Error, KeepLast)'],
        'stream-down': ['Normal (Error, KeepLast)'],
        'server-cpu': ['Alerting (Error, KeepLast)'],
        'server-memory': ['Alerting (Error, KeepLast)'],
        'packet-loss': ['Alerting (Error, KeepLast)'],
        'recording-failed': ['Alerting (Error, KeepLast)'],
        '100ms-answers': ['Alerting (Error)'],
        'storm-answers': ['Alerting (Error)'],
      });
    });

    await test.step('all is well again', async () => {
      setState({});
      await expectStates(NORMAL);
    });

    await test.step('one substream is gone; there is no call, no recording and no number of the server', async () => {
      setState({ health: { native: 92 }, loss: null, recording: null, cpu: null, memory: null });
      await expectStates({
        ...NORMAL,
        // Between calls there is nothing to judge, and the rules take that as well.
        'bad-call': ['Normal (NoData)'],
        'packet-loss': ['Normal (NoData)'],
        'recording-failed': ['Normal (NoData)'],
        'substream-health': ['NoData', 'Normal'],
        'substream-gone': ['Alerting', 'Normal'],
        'ingest-bandwidth': ['NoData', 'Normal'],
        'server-cpu': ['NoData'],
        'server-memory': ['NoData'],
      });
      const unknown = (await alertsOf(request)).filter(({ state }) => state === 'NoData');
      expect(unknown.map(({ annotations }) => annotations.summary).sort()).toEqual([
        'Substream live/studio/720p has no bitrate',
        'Substream live/studio/720p has no health',
        "The CPU of the Storm server is unknown; see the rule's error",
        "The memory of the Storm server is unknown; see the rule's error",
      ]);
    });

    await test.step('no substream has a grade', async () => {
      setState({ health: { native: null, '720p': null } });
      await expectStates({ ...NORMAL, 'substream-health': ['NoData', 'NoData'] });
    });

    await test.step('the server has no stream', async () => {
      setState({ health: {} });
      await expectStates({
        ...NORMAL,
        'substream-health': ['Normal (Error, KeepLast)', 'Normal (Error, KeepLast)'],
        'substream-gone': ['Alerting', 'Alerting'],
        'ingest-bandwidth': ['Normal (Error, KeepLast)', 'Normal (Error, KeepLast)'],
        'stream-down': ['Alerting'],
      });
      const gone = (await alertsOf(request)).filter(({ state }) => state === 'Alerting');
      expect(gone.map(({ annotations }) => annotations.summary).sort()).toEqual([
        'Stream live/studio is not published',
        'Substream live/studio/720p is not published',
        'Substream live/studio/native is not published',
      ]);
    });

    await test.step('of rules that have never had an answer, one for each service pages', async () => {
      await removeRules(request);
      setState({ isDown: true });
      // With other uids, because Grafana may remember the instances of rules that are deleted and added at once.
      await addRules(request, 'new');
      const failed = Object.keys(NORMAL).map((rule) => [rule, ['Normal (Error, KeepLast)']]);
      await expectStates({
        ...Object.fromEntries(failed),
        '100ms-answers': ['Alerting (Error)'],
        'storm-answers': ['Alerting (Error)'],
      });
      const told = (await alertsOf(request)).map(({ annotations }) => annotations.summary ?? '');
      expect(told).toContain("The bitrate of substreams is unknown; see the rule's error");
      expect(told.join()).not.toMatch(/no value|nil|NaN|\{\{/);
    });
  } finally {
    await removeRules(request);
    await removeSources(request);
    services.stop();
  }
});

async function addSources(request: APIRequestContext, url: string): Promise<void> {
  const type = 'peerlens-quality-datasource';
  const made = [
    {
      uid: 'e2e-100ms',
      jsonData: { service: '100ms', auth: 'token' },
      secureJsonData: { managementToken: 'e2e-token' },
    },
    { uid: 'e2e-storm', jsonData: { service: 'storm', auth: 'token' }, secureJsonData: { token: 'e2e-token' } },
  ];
  for (const source of made) {
    const data = { name: source.uid, type, access: 'proxy', url, ...source };
    expect((await request.post('/api/datasources', { data })).status()).toBe(200);
  }
}

async function removeSources(request: APIRequestContext): Promise<void> {
  for (const uid of Object.values(SOURCES)) {
    await request.delete(`/api/datasources/uid/${uid}`);
  }
}

/**
 * The provisioned rules as they are, but on these data sources, for one stream, and evaluated as often as Grafana
 * allows.
 */
async function addRules(request: APIRequestContext, prefix = 'e2e'): Promise<void> {
  const headers = { 'X-Disable-Provenance': 'true' };
  await request.post('/api/folders', { data: { uid: FOLDER, title: FOLDER } });
  const rules = await Promise.all(
    Object.keys(NORMAL).map(async (name) => {
      const uid = `peerlens-${name}`;
      const provisioned = await request.get(`/api/v1/provisioning/alert-rules/${uid}`);
      let text = await provisioned.text();
      for (const [from, to] of Object.entries(SOURCES)) {
        text = text.replaceAll(`"datasourceUid":"${from}"`, `"datasourceUid":"${to}"`);
      }
      const rule = JSON.parse(text);
      for (const { model } of rule.data) {
        if (model.queryType === 'substream' && model.streamKeys !== undefined) {
          Object.assign(model, { streamKeys: ['studio'], substreams: ['native', '720p'] });
        } else if (model.queryType === 'peerStats') {
          Object.assign(model, { sessionId: 'e2e-session', peerIds: ['e2e-peer'] });
        } else if (model.queryType === 'stream') {
          Object.assign(model, { streamKeys: ['studio'] });
        }
      }
      const here = {
        uid: `${prefix}-${uid}`,
        title: `${prefix}-${name}`,
        folderUID: FOLDER,
        ruleGroup: GROUP,
        for: '0s',
      };
      return { ...rule, ...here, id: undefined, provenance: undefined };
    })
  );
  const data = { title: GROUP, folderUid: FOLDER, interval: 10, rules };
  const put = await request.put(`/api/v1/provisioning/folder/${FOLDER}/rule-groups/${GROUP}`, { data, headers });
  expect(put.status(), await put.text()).toBe(200);
}

async function removeRules(request: APIRequestContext): Promise<void> {
  await request.delete(`/api/folders/${FOLDER}?forceDeleteRules=true`);
}

interface Alert {
  readonly rule: string;
  readonly state: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The instances of all rules. */
async function alertsOf(request: APIRequestContext): Promise<readonly Alert[]> {
  const response = await request.get(`/api/prometheus/grafana/api/v1/rules?folder_uid=${FOLDER}`);
  const { data } = await response.json();
  return data.groups
    .flatMap((group: { rules: ReadonlyArray<{ name: string; alerts?: readonly object[] }> }) => group.rules)
    .flatMap(({ name, alerts = [] }: { name: string; alerts?: readonly object[] }) =>
      alerts.map((alert) => ({ rule: name, ...alert }))
    );
}

/** The states of each rule's instances, in alphabetical order, by the name of the rule without its prefix. */
async function statesOf(request: APIRequestContext): Promise<Record<string, readonly string[]>> {
  const states: Record<string, string[]> = {};
  for (const { rule: title, state } of await alertsOf(request)) {
    const rule = title.slice(title.indexOf('-') + 1);
    states[rule] = [...(states[rule] ?? []), state].sort();
  }
  return states;
}
