import { expect, ON_GRAFANA, test } from './fixtures';

test.skip(!ON_GRAFANA, 'the workbench has no recording rules');

test('the provisioned recording rules give streams a past in Prometheus', async ({ host }) => {
  const { request } = host.page;
  const prometheus = '/api/datasources/proxy/uid/peerlens-prometheus/api/v1/query';
  const isThere = (await request.get(`${prometheus}?query=vector(1)`)).ok();
  test.skip(!isThere, 'this Grafana has no Prometheus');

  const recorded = async (metric: string) => {
    const query = encodeURIComponent(`${metric}{app="live"}`);
    const answer = await (await request.get(`${prometheus}?query=${query}`)).json();
    const found: ReadonlyArray<{ metric: Record<string, string> }> = answer.data.result;
    return found.map(({ metric: { stream, substream } }) => `${stream}/${substream}`).sort();
  };
  const all = ['pitch', 'stage', 'studio'].flatMap((stream) =>
    ['360p', '720p', 'native'].map((sub) => `${stream}/${sub}`)
  );
  // A rule is evaluated once a minute.
  const soon = { timeout: 130_000, intervals: [3_000] };
  await expect.poll(() => recorded('peerlens_substream_in_bandwidth_bytes_per_second'), soon).toEqual(all);
  await expect.poll(() => recorded('peerlens_substream_viewers'), soon).toEqual(all);
  // The one that the server does not grade is left out of its minute, and the others are written all the same.
  const graded = all.filter((substream) => substream !== 'pitch/360p');
  await expect.poll(() => recorded('peerlens_substream_health_score'), soon).toEqual(graded);
});
