import { DEMO_PEERS } from '../ids';
import { CAST } from './cast';
import type { DemoPeer } from './peer';
import { windowsOf } from './windows';

function peerOf(id: string): DemoPeer {
  const peer = CAST.find((candidate) => candidate.id === id);
  if (peer === undefined) {
    throw new Error(`no peer ${id}`);
  }
  return peer;
}

test.each(CAST.flatMap((peer) => [1, 2, 3].map((seed) => ({ peer, name: peer.name, seed }))))(
  'windows of $name cover their stay without a gap, call $seed',
  ({ peer, seed }) => {
    const windows = windowsOf(peer, 'publisher', seed);
    const [joined, left] = peer.here;
    expect(windows.map(({ from }) => from)).toEqual([joined * 1_000, ...windows.slice(0, -1).map(({ to }) => to)]);
    expect(windows[windows.length - 1]?.to).toBe(left * 1_000);
    expect(windows.filter(({ from, to }) => to - from < 3_000)).toEqual([]);
  }
);

test("the host's windows are even: 30 s of what it sends, 10 s of what it receives", () => {
  const host = peerOf(DEMO_PEERS.host);
  const lengths = (side: 'publisher' | 'subscriber') =>
    new Set(
      windowsOf(host, side, 1)
        .slice(0, -1)
        .map(({ from, to }) => to - from)
    );
  expect([lengths('publisher'), lengths('subscriber')]).toEqual([new Set([30_000]), new Set([10_000])]);
});

test("the phone's windows end where it mutes, and are of many lengths", () => {
  const windows = windowsOf(peerOf(DEMO_PEERS.mobile), 'publisher', 1);
  const ends = windows.map(({ to }) => to / 1_000);
  expect(ends).toEqual(expect.arrayContaining([300, 390, 480, 560]));
  expect(new Set(windows.map(({ from, to }) => to - from)).size).toBeGreaterThan(6);
});
