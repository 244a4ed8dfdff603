import { joinList, truncate } from '../../failure/text';
import { GOOD_SCORE } from '../../score/cause';
import { MAX_SCORE } from '../../score/curves';

/** A peer of a call, as a verdict needs it. */
export interface JudgedPeer {
  readonly peer_id: string;
  readonly name: string | null;
  /** Null if too little was measured. */
  readonly score: number | null;
  readonly cause: string | null;
  /** The peer whose fault it is, if the cause is a sender that is known. */
  readonly sender_id: string | null;
  /** What was worst about what it sent and what it received: `7.3 % packet loss`. Null where that was good. */
  readonly sent_fault: string | null;
  readonly received_fault: string | null;
}

/** What was bad in a call, and whom it reached. */
interface Fault {
  readonly peer: JudgedPeer;
  readonly part: 'uplink' | 'camera' | 'downlink' | 'sent';
  /** The sum over all peers who suffer from it. */
  deficit: number;
  /** How many other peers scored low because of it. */
  listeners: number;
}

const OWN_PARTS = new Map<string | null, Fault['part']>([
  ['own uplink', 'uplink'],
  ['own camera', 'camera'],
  ['own downlink', 'downlink'],
]);

/** The cause of a peer to which somebody sent badly whose document was not read. */
const UNKNOWN_SENDER = 'sender';

/**
 * Returns in a sentence whose fault a call was: `Lima's uplink: 7.3 % packet loss; 3 of 4 other peers noticed it.` The
 * fault that costs all peers together most comes first.
 */
export function verdictOf(peers: readonly JudgedPeer[]): string {
  const judged = peers.flatMap((peer) => (peer.score === null ? [] : { ...peer, score: peer.score }));
  const affected = judged.filter(({ score }) => score < GOOD_SCORE);
  const worst = affected.reduce<(typeof affected)[number] | null>(
    (one, other) => (one === null || other.score < one.score ? other : one),
    null
  );
  if (worst === null) {
    return judged.length === 0
      ? 'Not judged: too little was measured.'
      : judged.length === 1
        ? 'Good for the peer that was measured.'
        : `Good for ${judged.length === 2 ? 'both' : `all ${judged.length}`} peers.`;
  }
  const [main, ...more] = faultsOf(affected, peers);
  if (main === undefined) {
    const whose = WITHOUT_FAULT.get(worst.cause) ?? 'Nothing shows whose fault it was';
    return `${peerNameOf(worst)} scored ${worst.score.toFixed(1)}${withFault(worst.received_fault)}. ${whose}.`;
  }
  const also = more.length === 0 ? '' : ` Also ${joinList(more.map(ownerOf), 3)}.`;
  const who = main.part === 'sent' ? `What ${peerNameOf(main.peer)} sent` : ownerOf(main);
  const fault = main.part === 'downlink' ? main.peer.received_fault : main.peer.sent_fault;
  const isReachKnown = main.listeners > 0 || affected.every(({ cause }) => cause !== UNKNOWN_SENDER);
  const reach = isReachKnown ? `; ${reachOf(main, judged.length - 1)}` : '';
  return `${who}${withFault(fault)}${reach}.${also}`;
}

const WITHOUT_FAULT = new Map<string | null, string>([
  ['several senders', 'Several others sent badly'],
  [UNKNOWN_SENDER, 'Somebody sent badly whose stats were not read'],
]);

/** Returns what was bad by what it took, the most first. */
function faultsOf(
  affected: ReadonlyArray<JudgedPeer & { readonly score: number }>,
  all: readonly JudgedPeer[]
): readonly Fault[] {
  const peers = new Map(all.map((peer) => [peer.peer_id, peer]));
  const sent = new Map<string, Fault>();
  const downlinks: Fault[] = [];
  for (const peer of affected) {
    const part = OWN_PARTS.get(peer.cause);
    const own = part && { peer, part, deficit: MAX_SCORE - peer.score, listeners: 0 };
    if (own?.part === 'downlink') {
      downlinks.push(own);
    } else if (own !== undefined) {
      sent.set(peer.peer_id, own);
    }
  }
  for (const { cause, sender_id, score } of affected) {
    if (cause === 'several senders') {
      sent.forEach((fault) => fault.listeners++);
    }
    const peer = peers.get(sender_id ?? '');
    if (peer !== undefined) {
      const fault = sent.get(peer.peer_id) ?? { peer, part: 'sent', deficit: 0, listeners: 0 };
      sent.set(peer.peer_id, fault);
      fault.deficit += MAX_SCORE - score;
      fault.listeners++;
    }
  }
  return [...sent.values(), ...downlinks].sort((one, other) => other.deficit - one.deficit);
}

function reachOf({ listeners }: Fault, others: number): string {
  if (listeners === 0) {
    return 'nobody else noticed it';
  }
  const all = others === 1 ? 'the other peer' : others === 2 ? 'both other peers' : `all ${others} other peers`;
  return `${listeners < others ? `${listeners} of ${others} other peers` : all} noticed it`;
}

function ownerOf({ peer, part }: Fault): string {
  return part === 'sent' ? `what ${peerNameOf(peer)} sent` : `${peerNameOf(peer)}'s ${part}`;
}

function peerNameOf({ name, peer_id }: JudgedPeer): string {
  return truncate(name ?? peer_id, 100);
}

function withFault(fault: string | null): string {
  return fault === null ? '' : `: ${fault}`;
}
