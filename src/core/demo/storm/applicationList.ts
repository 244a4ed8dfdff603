import { stormAnswer, stormError, type DemoAnswer } from '../answer';
import { pageOf } from './page';
import { flowOf } from './stream';
import { APPLICATIONS } from './streams';

/** `GET /api/applications`. */
export function applicationListAnswer(query: Readonly<Record<string, string>>, now: number): DemoAnswer {
  const page = pageOf(APPLICATIONS, query, 10);
  if (page === null) {
    return stormError(400, 'Invalid query parameter');
  }
  const list = page.list.map(({ name, streams }) => {
    const all = streams();
    const { viewerCount = 0, systemClientCount = 0, ...traffic } = flowOf(all.flat(), now);
    return {
      id: `app_${name}`,
      name,
      type: 'MONO',
      class: 'MonoApplication',
      streamCount: all.length,
      viewerCount,
      connectionCount: viewerCount + systemClientCount,
      ...traffic,
      clusterType: false,
      clusterConnection: false,
    };
  });
  return stormAnswer({ ...page, list }, 2, now);
}
