import { json, type DemoAnswer } from '../answer';
import { APPLICATIONS } from './streams';

/** `GET /api/server/info`. Here the envelope's key is `metadata`, elsewhere `meta`. Source: Storm "Server Info". */
export function infoAnswer(now: number): DemoAnswer {
  return json(200, {
    metadata: { executionTime: 0, generatedAt: now },
    data: {
      clusterManager: false,
      playerProtocolVersion: 1,
      clusterProtocolVersion: '2.0.0',
      appRootDIR: '/srv/storm',
      serverName: 'Peerlens demo',
      applicationList: APPLICATIONS.map(({ name }) => ({ name, type: 'MONO' })),
      version: '3.0.1',
      branch: 'Main',
    },
  });
}
