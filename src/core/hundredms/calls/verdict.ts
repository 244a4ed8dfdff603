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
  /** What was worst about what it sent and what it received: `7.3 % packet loss`. Null where that was good. */
  readonly sent_fault: string | null;
  readonly received_fault: string | null;
}

/** What was bad in a call, and whom it reached. */
interface Fault {
  readonly peer: JudgedPeer;
  readonly part: 'uplink' | 'camera' | 'downlink' | 'sent';
  /** What all peers lack because of it. */
  lack: number;
  /** How many other peers scored low because of it. */
  listeners: number;
}

const OWN_PARTS = new Map<string | null, Fault['part']>([
  ['own uplink', 'uplink'],
  ['own camera', 'camera'],
  ['own downlink', 'downlink'],
]);

const SENDER = 'sender ';

/**
 * Returns in a sentence whose fault a call was: `Lima's uplink: 7.3 % packet loss; 3 of 4 other peers heard it.` The
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
  const [main, ...more] = faultsOf(affected);
  if (main === undefined) {
    const whose = worst.cause === 'several senders' ? 'Several others sent badly' : 'Nothing shows whose fault it was';
    return `${nameOf(worst)} scored ${worst.score.toFixed(1)}${withFault(worst.received_fault)}. ${whose}.`;
  }
  const also = more.length === 0 ? '' : ` Also ${joinList(more.map(ownerOf), 3)}.`;
  const who = main.part === 'sent' ? `What ${nameOf(main.peer)} sent` : ownerOf(main);
  const fault = main.part === 'downlink' ? main.peer.received_fault : main.peer.sent_fault;
  return `${who}${withFault(fault)}; ${reachOf(main, judged.length - 1)}.${also}`;
}

/** Returns what was bad by what it took, the most first. */
function faultsOf(affected: ReadonlyArray<JudgedPeer & { readonly score: number }>): readonly Fault[] {
  const byPeer = new Map<JudgedPeer, Fault>();
  const byName = new Map<string, JudgedPeer>();
  for (const peer of affected) {
    const part = OWN_PARTS.get(peer.cause);
    if (part !== undefined) {
      byPeer.set(peer, { peer, part, lack: MAX_SCORE - peer.score, listeners: 0 });
    }
    const name = peer.name ?? peer.peer_id;
    if (!byName.has(name) || (part !== undefined && part !== 'downlink')) {
      byName.set(name, peer);
    }
  }
  for (const { cause, score } of affected) {
    const name = cause?.startsWith(SENDER) ? cause.slice(SENDER.length) : null;
    if (cause === 'several senders') {
      byPeer.forEach((fault) => (fault.listeners += fault.part === 'downlink' ? 0 : 1));
    }
    if (name === null) {
      continue;
    }
    const sender = byName.get(name) ?? senderNamed(name);
    byName.set(name, sender);
    const own = byPeer.get(sender);
    const fault = own ?? { peer: sender, part: 'sent', lack: 0, listeners: 0 };
    byPeer.set(sender, fault);
    fault.lack += MAX_SCORE - score;
    fault.listeners++;
  }
  return [...byPeer.values()].sort((one, other) => other.lack - one.lack);
}

/** A sender who scored well, or who was not read. */
function senderNamed(name: string): JudgedPeer {
  return { peer_id: name, name, score: null, cause: null, sent_fault: null, received_fault: null };
}

function reachOf({ part, listeners }: Fault, others: number): string {
  if (listeners === 0) {
    return 'nobody else noticed it';
  }
  const verb = part === 'camera' ? 'saw' : 'heard';
  const all = others === 1 ? 'the other peer' : others === 2 ? 'both other peers' : `all ${others} other peers`;
  return `${listeners < others ? `${listeners} of ${others} other peers` : all} ${verb} it`;
}

function ownerOf({ peer, part }: Fault): string {
  return part === 'sent' ? `what ${nameOf(peer)} sent` : `${nameOf(peer)}'s ${part}`;
}

function nameOf({ name, peer_id }: JudgedPeer): string {
  return truncate(name ?? peer_id, 100);
}

function withFault(fault: string | null): string {
  return fault === null ? '' : `: ${fault}`;
}
