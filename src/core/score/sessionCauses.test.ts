import { drawCall, simulateCall, type Fault, type SimulatedCall } from './sessionCauses.fixture';
import { trackEvidenceOf, ownCauseOfPeer, ownCauseOfTrack, type PeerEvidence } from './cause';
import { SessionCauses } from './sessionCauses';
import { repeat, scored, seriesOf, START } from './score.fixture';
import { unitsOf, worstGroupOf, type ScoredUnit } from './scoreUnit';
import { isSent } from './trackGroup';

interface JudgedTrack {
  readonly peer: number;
  readonly unit: ScoredUnit;
  readonly cause: string;
}

/** Finds the causes of all tracks and peers of a call, as queries do. */
function judge({ names, tracks }: Pick<SimulatedCall, 'names' | 'tracks'>) {
  const peers = tracks.map((all, i) => {
    const units = unitsOf(all).map((series) => scored(series));
    const kept = units.map((unit) => ({ unit, evidence: trackEvidenceOf(unit) }));
    const evidence: PeerEvidence = {
      peer_id: `p${i}`,
      name: names[i] ?? null,
      tracks: kept.flatMap((each) => each.evidence ?? []),
    };
    return { units, kept, evidence };
  });
  const session = new SessionCauses(peers.map(({ evidence }) => evidence));
  return {
    tracks: peers.flatMap(({ kept, evidence }, peer) =>
      kept.map(({ unit, evidence: track }): JudgedTrack => {
        const cause = ownCauseOfTrack(unit) ?? (track === null ? '' : session.causeOf(evidence, [track]).cause);
        return { peer, unit, cause };
      })
    ),
    peers: peers.map(({ units, evidence }) => {
      const worst = worstGroupOf(units);
      const own = evidence.tracks.filter(({ group }) => group === worst?.group);
      return { score: worst?.score ?? NaN, cause: ownCauseOfPeer(worst) ?? session.causeOf(evidence, own).cause };
    }),
  };
}

const causesIn = (call: SimulatedCall) => judge(call).peers.map(({ cause }) => cause);
const call = (...faults: readonly Fault[]) => simulateCall(4, 30, faults, 5);

describe('the cause of a peer', () => {
  it('is none where its score is good', () => {
    expect(causesIn(call())).toEqual(['none', 'none', 'none', 'none']);
  });

  it('is its own uplink, and the sender for all who listen', () => {
    const sender = 'sender Peer 1';
    expect(causesIn(call({ peer: 1, at: 'uplink', size: 12 }))).toEqual([sender, 'own uplink', sender, sender]);
  });

  it('is its own camera where few frames were sent', () => {
    const sender = 'sender Peer 2';
    expect(causesIn(call({ peer: 2, at: 'camera', size: 26 }))).toEqual([sender, sender, 'own camera', sender]);
  });

  it('is its own downlink where all that it received was bad, and only there', () => {
    expect(causesIn(call({ peer: 0, at: 'downlink', size: 12 }))).toEqual(['own downlink', 'none', 'none', 'none']);
  });

  it('is several senders where none of them has half of it', () => {
    const [cause] = causesIn(call(...[1, 2, 3].map((peer): Fault => ({ peer, at: 'uplink', size: 12 }))));
    expect(cause).toBe('several senders');
  });
});

it('has nothing to compare with where one unknown sender ends as the next begins', () => {
  // A camera that moves to another media server gets another ID.
  const [first, next] = [repeat(10, { freeze_count: 9 }), repeat(10, { freeze_count: 9 })];
  const tracks = [
    seriesOf('received camera', first, { track_id: 'v0' }),
    seriesOf('received camera', next, { track_id: 'v1', start: START + 100_000 }),
  ];
  const { peers } = judge({ names: ['Bo'], tracks: [tracks] });
  expect(peers.map(({ cause }) => cause)).toEqual(['']);
});

describe('in 700 calls', () => {
  const calls = Array.from({ length: 700 }, (_, i) => drawCall(i * 7));
  const judged = calls.map(judge);

  it('nearly all received tracks whose fault is clear have the right cause', () => {
    const verdicts = calls.flatMap(({ faults }, i) =>
      (judged[i]?.tracks ?? []).flatMap(({ peer, unit, cause }) => {
        const from = Number(unit.track.track_id?.slice(1));
        const isBySender = faults.some((fault) => fault.peer === from && isHeard(fault, unit));
        const isByDownlink = faults.some((fault) => fault.peer === peer && fault.at === 'downlink');
        const isClear = !isSent(unit.group) && (unit.score ?? 5) < 4 && isBySender !== isByDownlink;
        return isClear ? [cause === (isBySender ? `sender Peer ${from}` : 'own downlink')] : [];
      })
    );
    expect(verdicts.length).toBeGreaterThan(1_000);
    expect(verdicts.filter(Boolean).length / verdicts.length).toBeGreaterThanOrEqual(0.97);
  });

  it('no peer without a fault is blamed', () => {
    const blamed = calls.flatMap(({ faults }, i) =>
      (judged[i]?.peers ?? []).filter(
        ({ cause }, peer) => cause.startsWith('own') && !faults.some((fault) => fault.peer === peer)
      )
    );
    expect(blamed).toEqual([]);
  });
});

/** Whether a fault of a sender reaches a track that others receive. */
function isHeard({ at }: Fault, { group }: ScoredUnit): boolean {
  return at === 'uplink' || (at === 'camera' && group === 'received camera');
}

describe('the cause of a received track', () => {
  const LOSSY = repeat(6, { packet_loss_percent: 20, concealed_samples: 48_000 });
  const sent = (loss: number, track_id = 't', start = START) =>
    seriesOf('sent speech', repeat(6, { packet_loss_percent: loss }), { track_id, start });
  const received = (track_id: string | null = 't') => seriesOf('received speech', LOSSY, { track_id });
  const fine = (track_id: string) =>
    seriesOf('received speech', repeat(6, { packet_loss_percent: 0, concealed_samples: 0 }), { track_id });
  /** The cause of the first track of the first peer. */
  const causeOf = (...tracks: SimulatedCall['tracks']) =>
    judge({ names: ['Asha', 'Bo', 'Bo'], tracks }).tracks[0]?.cause;

  it('is empty where there is nothing to compare with', () => {
    expect(causeOf([received()])).toBe('');
    expect(causeOf([received(null)], [sent(20)])).toBe('');
    expect(causeOf([seriesOf('received speech', LOSSY.slice(0, 2))], [sent(20)])).toBe('');
  });

  it('is the sender by name, the ID of a peer without one, or just the sender', () => {
    expect(causeOf([received()], [sent(20)])).toBe('sender Bo');
    expect(judge({ names: [], tracks: [[received()], [sent(20)]] }).tracks[0]?.cause).toBe('sender p1');
    // Nobody is known to send it, and others hear it badly too.
    expect(causeOf([received()], [received()])).toBe('sender');
  });

  it('tells two peers of one name apart', () => {
    expect(causeOf([received('x'), received('y')], [sent(20, 'x')], [sent(20, 'y')])).toBe('sender Bo');
    const peers = judge({
      names: ['Asha', 'Bo', 'Bo'],
      tracks: [[received('x'), received('y'), received('z')], [sent(20, 'x')], [sent(20, 'y')]],
    }).peers;
    expect(peers[0]?.cause).toBe('several senders');
  });

  it('of which two peers say that they send it has no known sender', () => {
    expect(causeOf([received()], [sent(20)], [sent(20)])).toBe('sender');
  });

  it('is empty for a screen and a camera of unknown senders, who may be one', () => {
    const frozen = repeat(6, { freeze_count: 9 });
    const [screen, camera] = [
      seriesOf('received screen', frozen, { track_id: 's' }),
      seriesOf('received camera', frozen, { track_id: 'v' }),
    ];
    expect([causeOf([screen, camera]), causeOf([camera, screen])]).toEqual(['', '']);
  });

  it('is the own downlink where it was sent well, or others received it well', () => {
    expect(causeOf([received()], [sent(0)])).toBe('own downlink');
    expect(causeOf([received()], [fine('t')])).toBe('own downlink');
  });

  it('is the own downlink where everything else was received badly too, and the sender where it was not', () => {
    expect(causeOf([received('x'), received('y')])).toBe('own downlink');
    expect(causeOf([received('x'), fine('y')])).toBe('sender');
  });

  it('takes clocks that differ by seconds for the same, and those hours apart for no evidence', () => {
    expect(causeOf([received()], [sent(20, 't', START + 25_000)])).toBe('sender Bo');
    expect(causeOf([received()], [sent(20, 't', START + 3 * 3_600_000)])).toBe('');
  });
});
