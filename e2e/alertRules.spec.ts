import type { APIRequestContext } from '@playwright/test';
import { expect, ON_GRAFANA, test } from './fixtures';
import { Upstream, type State } from './hosts/upstream';

test.skip(!ON_GRAFANA, 'the workbench has no alert rules');

const WELL: State = { health: { native: 92, '720p': 90 }, bandwidth: 500_000, cpu: 20, loss: 0 };
const FOLDER = 'e2e-alert-rules';
const GROUP = 'e2e';
const SOURCES = { 'peerlens-100ms': 'e2e-100ms', 'peerlens-storm': 'e2e-storm' };
const RULES = [
  'peerlens-bad-call',
  'peerlens-substream-health',
  'peerlens-substream-gone',
  'peerlens-ingest-bandwidth',
  'peerlens-stream-down',
  'peerlens-server-cpu',
  'peerlens-server-memory',
];

/** Each rule is evaluated every ten seconds, and Grafana tells a state a moment later. */
const SOON = { timeout: 60_000, intervals: [2_000] };

test('the shipped alert rules fire, resolve and have no data', async ({ host }) => {
  test.setTimeout(300_000);
  const { request } = host.page;
  const upstream = await Upstream.start({ ...WELL });
  const states = () => statesOf(request);
  const become = (state: Partial<State>) => Object.assign(upstream.state, WELL, state);
  try {
    await removeRules(request);
    await removeSources(request);
    await addSources(request, upstream.url);
    await addRules(request);

    await test.step('all is well', async () => {
      await expect.poll(states, SOON).toEqual({
        'e2e-peerlens-bad-call': ['Normal'],
        'e2e-peerlens-substream-health': ['Normal', 'Normal'],
        'e2e-peerlens-substream-gone': ['Normal', 'Normal'],
        'e2e-peerlens-ingest-bandwidth': ['Normal', 'Normal'],
        'e2e-peerlens-stream-down': ['Normal'],
        'e2e-peerlens-server-cpu': ['Normal'],
        'e2e-peerlens-server-memory': ['Normal'],
      });
    });

    await test.step('a bad call, a sick substream, little bandwidth, a busy server', async () => {
      become({ health: { native: 92, '720p': 20 }, bandwidth: 1_000, cpu: 97, loss: 30 });
      await expect.poll(states, SOON).toEqual({
        'e2e-peerlens-bad-call': ['Alerting'],
        'e2e-peerlens-substream-health': ['Alerting', 'Normal'],
        'e2e-peerlens-substream-gone': ['Normal', 'Normal'],
        'e2e-peerlens-ingest-bandwidth': ['Alerting', 'Alerting'],
        'e2e-peerlens-stream-down': ['Normal'],
        'e2e-peerlens-server-cpu': ['Alerting'],
        'e2e-peerlens-server-memory': ['Normal'],
      });
    });

    await test.step('what is told of them makes sense, and leads to where the reason is', async () => {
      const alerts = (await alertsOf(request)).filter(({ state }) => state === 'Alerting');
      expect(alerts.map(({ annotations }) => annotations.summary).sort()).toEqual([
        'Peer Asha had a bad call in room Stand-up: score 1.4 of 5',
        'Storm server Storm has 97 % of its CPU in use',
        'Substream live/studio/720p has a health of 20',
        'Substream live/studio/720p receives 1000B/s',
        'Substream live/studio/native receives 1000B/s',
      ]);
      for (const { annotations } of alerts) {
        const { pathname, searchParams } = new URL(annotations.runbook_url ?? '');
        expect(pathname).toMatch(/\/d\/peerlens-(call|substream|server)$/);
        expect(['e2e-session-30', 'studio', null]).toContain(
          searchParams.get('var-session') ?? searchParams.get('var-stream')
        );
        expect(annotations.runbook_url).not.toMatch(/\s/);
      }
    });

    await test.step('one substream is gone, the others are well again; the bad call is out of the range', async () => {
      become({ health: { native: 92 }, loss: null });
      await expect.poll(states, SOON).toEqual({
        // Between calls there is nothing to judge, and the rule takes that as well.
        'e2e-peerlens-bad-call': ['Normal (NoData)'],
        'e2e-peerlens-substream-health': ['NoData', 'Normal'],
        'e2e-peerlens-substream-gone': ['Alerting', 'Normal'],
        'e2e-peerlens-ingest-bandwidth': ['NoData', 'Normal'],
        'e2e-peerlens-stream-down': ['Normal'],
        'e2e-peerlens-server-cpu': ['Normal'],
        'e2e-peerlens-server-memory': ['Normal'],
      });
      const unknown = (await alertsOf(request)).filter(({ state }) => state === 'NoData');
      expect(unknown.map(({ annotations }) => annotations.summary).sort()).toEqual([
        'Substream live/studio/720p has no bandwidth',
        'Substream live/studio/720p has no health',
      ]);
    });

    await test.step('no substream has a grade', async () => {
      become({ health: { native: null, '720p': null } });
      await expect.poll(states, SOON).toEqual({
        'e2e-peerlens-bad-call': ['Normal'],
        'e2e-peerlens-substream-health': ['NoData', 'NoData'],
        'e2e-peerlens-substream-gone': ['Normal', 'Normal'],
        'e2e-peerlens-ingest-bandwidth': ['Normal', 'Normal'],
        'e2e-peerlens-stream-down': ['Normal'],
        'e2e-peerlens-server-cpu': ['Normal'],
        'e2e-peerlens-server-memory': ['Normal'],
      });
    });

    await test.step('the server has none of them', async () => {
      become({ health: {} });
      await expect.poll(states, SOON).toMatchObject({
        'e2e-peerlens-substream-gone': expect.arrayContaining(['Alerting (Error)']),
        'e2e-peerlens-stream-down': ['Alerting'],
      });
      // An instance that was there keeps its labels.
      const gone = (await alertsOf(request)).filter(({ state }) => state === 'Alerting (Error)');
      expect(gone.map(({ annotations }) => annotations.summary).sort()).toEqual([
        'Substream live/studio/720p is not published, or the server does not answer',
        'Substream live/studio/native is not published, or the server does not answer',
      ]);
    });

    await test.step('rules that have never had an answer page nobody, but one that watches for a missing one', async () => {
      await removeRules(request);
      // With other uids, because Grafana may remember the instances of rules that are deleted and added at once.
      await addRules(request, 'new');
      await expect.poll(states, SOON).toMatchObject({
        'new-peerlens-substream-health': ['Normal (Error, KeepLast)'],
        'new-peerlens-substream-gone': ['Alerting (Error)'],
        'new-peerlens-ingest-bandwidth': ['Normal (Error, KeepLast)'],
      });
      const told = (await alertsOf(request)).map(({ annotations }) => annotations.summary ?? '');
      expect(told).toContain("The bandwidth of substreams is unknown; see the rule's error");
      expect(told.join()).not.toMatch(/no value|nil|NaN|\{\{/);
    });
  } finally {
    await removeRules(request);
    await removeSources(request);
    upstream.stop();
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

/** The provisioned rules as they are, but on these data sources, for one stream, and evaluated as often as Grafana allows. */
async function addRules(request: APIRequestContext, prefix = 'e2e'): Promise<void> {
  const headers = { 'X-Disable-Provenance': 'true' };
  await request.post('/api/folders', { data: { uid: FOLDER, title: FOLDER } });
  const rules = await Promise.all(
    RULES.map(async (uid) => {
      const provisioned = await request.get(`/api/v1/provisioning/alert-rules/${uid}`);
      let text = await provisioned.text();
      for (const [from, to] of Object.entries(SOURCES)) {
        text = text.replaceAll(`"datasourceUid":"${from}"`, `"datasourceUid":"${to}"`);
      }
      const rule = JSON.parse(text);
      for (const { model } of rule.data) {
        if (model.queryType === 'substream') {
          Object.assign(model, { streamKeys: ['studio'], substreams: ['native', '720p'] });
        } else if (model.queryType === 'stream') {
          Object.assign(model, { streamKeys: ['studio'] });
        }
      }
      const here = {
        uid: `${prefix}-${uid}`,
        title: `${prefix}-${uid}`,
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

/** The states of each rule's instances, in alphabetical order. */
async function statesOf(request: APIRequestContext): Promise<Record<string, readonly string[]>> {
  const states: Record<string, string[]> = {};
  for (const { rule, state } of await alertsOf(request)) {
    states[rule] = [...(states[rule] ?? []), state].sort();
  }
  return states;
}
