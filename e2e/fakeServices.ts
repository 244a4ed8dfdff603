import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const MINUTE = 60_000;
const ROOM = 'e2e-room';
const PEER = 'e2e-peer';
/** When the process began: what has been published, and for how long. */
const START = Date.now() - 60 * MINUTE;

/** How the two services are doing. A test sets it, and the next request is answered so. */
export interface State {
  /** Storm's score of each substream that is published, null where it is graded "No Data". */
  health: Record<string, number | null>;
  /** Bytes per second into each substream. */
  bandwidth: number;
  /** How much of the CPU of Storm's server is in use, in percent. */
  cpu: number | null;
  /** The same of its memory. */
  memory: number | null;
  /** Packet loss of the one ended call, in percent; null without a call. Another loss is another call. */
  loss: number | null;
  /** The status of the one recording; null without one. Another status is another recording. */
  recording: string | null;
  /** Whether neither service works. */
  isDown: boolean;
}

/** 100ms and Storm with one call and one stream, on this machine, as `state` says. */
export class FakeServices {
  private constructor(
    private readonly server: Server,
    readonly state: State
  ) {}

  static async start(state: State): Promise<FakeServices> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const document = state.isDown ? null : answer(state, pathname, searchParams);
      response.writeHead(state.isDown ? 503 : document === null ? 404 : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(document ?? { message: state.isDown ? 'Down' : 'Not found' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeServices(server, state);
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function answer(state: State, path: string, query: URLSearchParams): object | null {
  switch (path) {
    case '/v2/rooms':
      return { limit: 100, data: [{ id: ROOM, name: 'Stand-up' }], last: '' };
    case '/v2/sessions':
      return { limit: 100, data: query.get('active') === 'false' ? sessions(state) : [], last: '' };
    case '/v2/recordings':
      return { limit: 100, data: recordings(state), last: '' };
    case '/v2/analytics/peer-stats':
      return peerStats(state, query);
    case '/api/server/info':
      return { data: { version: '3.0.1', serverName: 'Storm' } };
    case '/api/statistics/server-metrics':
      return { data: { cpuUsagePercent: state.cpu, memory: { usagePercent: state.memory } }, meta: {} };
    case '/api/streams':
      return { data: { list: [stream(state)?.data ?? []].flat(), currentPage: 1, hasNext: false } };
    case '/api/streams/live/studio':
      return stream(state);
    default:
      return substream(state, path.split('/').slice(-1)[0] ?? '');
  }
}

/** An ID as 100ms has them: the stats of an ended session are kept. */
export function sessionId(loss: number): string {
  return String(loss).padStart(24, 'e2e0');
}

function sessions({ loss }: State): readonly object[] {
  if (loss === null) {
    return [];
  }
  const [created_at, updated_at] = [20, 5].map((ago) => new Date(Date.now() - ago * MINUTE).toISOString());
  const id = sessionId(loss);
  const peer = { id: PEER, session_id: id, name: 'Asha', role: 'host', joined_at: created_at, left_at: updated_at };
  return [{ id, room_id: ROOM, active: false, peers: { [PEER]: peer }, created_at, updated_at }];
}

function recordings({ recording: status }: State): readonly object[] {
  const [started_at, stopped_at] = [20, 5].map((ago) => new Date(Date.now() - ago * MINUTE).toISOString());
  const id = `e2e-recording-${status}`;
  return status === null ? [] : [{ id, room_id: ROOM, session_id: 'e2e-session', status, started_at, stopped_at }];
}

/** Speech for five minutes, a sample each ten seconds. */
function peerStats({ loss }: State, query: URLSearchParams): object {
  const times = Array.from({ length: 30 }, (_, i) => Date.now() - 15 * MINUTE + i * 10_000);
  const always = (value: number | null) => times.map(() => value);
  const time_series = {
    timestamps: times,
    bitrate: always(32_000),
    packet_loss_percent: always(loss),
    rtt_ms: always(40),
    jitter_ms: always(2),
  };
  return {
    peer_id: query.get('peer_id'),
    session_id: query.get('session_id'),
    room_id: ROOM,
    publisher: { video: [], audio: [{ track_id: 'e2e-track', time_series }] },
    subscriber: { video: [], audio: [] },
  };
}

/** The one stream, which is there as long as it has substreams. */
function stream({ health }: State): { readonly data: object } | null {
  const subStreams = Object.keys(health);
  return subStreams.length === 0
    ? null
    : { data: { application: 'live', streamKey: 'studio', state: 'PUBLISHED', subStreams } };
}

function substream({ health, bandwidth }: State, name: string): object | null {
  const score = health[name];
  if (score === undefined) {
    return null;
  }
  const now = Date.now();
  const grade = score === null ? 'No Data' : score < 50 ? 'Bad' : 'Very Good';
  return {
    data: {
      id: `studio-${name}`,
      state: 'PUBLISHED',
      startTime: START,
      duration: now - START,
      inBandwidth: bandwidth,
      healthData: { healthScore: score ?? 0, healthGrade: grade },
    },
    meta: { executionTime: 1, generatedAt: now },
  };
}
