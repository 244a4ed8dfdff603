import { DEMO_ROOMS } from '../ids';
import { hash } from '../noise';
import { uuid } from '../uuid';
import type { Call } from './calls';
import { CAST } from './cast';
import { BY_REFERENCE, BY_SDK, VOICE } from './layers';
import { networkOf } from './networks';
import { attendeesOf, partyOf, personAt, type Party } from './party';
import type { Attendee, DemoPeer, Track } from './peer';
import { AGENTS, TROUBLES, type Agent, type Trouble } from './troubles';

/** Who was in a call and when, in the order in which they joined; the same as `peersOf`, for less work. */
export function attendeesIn(call: Call): readonly Attendee[] {
  return hasCast(call) ? CAST : attendeesOf(call, partyOf(call));
}

/** The peers of a call with all that they did, in the order in which they joined. */
export function peersOf(call: Call): readonly DemoPeer[] {
  if (hasCast(call)) {
    return CAST;
  }
  const party = partyOf(call);
  return attendeesOf(call, party).map((attendee, i) => peerOf(call, party, attendee, i));
}

export function hasCast(call: Call): boolean {
  return call.room.id === DEMO_ROOMS.standup;
}

const AGENT_LIST: readonly Agent[] = [AGENTS.chrome, AGENTS.android, AGENTS.safari];

function peerOf(call: Call, party: Party, attendee: Attendee, i: number): DemoPeer {
  const seed = hash(hash(call.start / 1_000, call.room.number), i + 1);
  const person = personAt(party, i);
  const length = (call.end - call.start) / 1_000;
  const quality = person !== party.weak ? 'good' : party.isBad ? 'bad' : 'middling';
  return {
    ...attendee,
    seed,
    agent: AGENT_LIST[(person + party.turn) % AGENT_LIST.length] ?? AGENTS.chrome,
    troubles: troublesOf(party, i, length),
    clockAhead: (hash(seed, 1) % 1_200) - 600,
    isCutShort: person % 3 === 2,
    reportsReceivedBitrate: person % 3 !== 1,
    ...networkOf(quality, seed, length),
    wantedLayer: person % 2,
    tracks: tracksOf(party, i, seed, length),
  };
}

function troublesOf(party: Party, i: number, length: number): readonly Trouble[] {
  const person = personAt(party, i);
  const leaves = party.hasRejoin && i === 1;
  const isBad = person === party.weak && party.isBad;
  return [
    ...(isBad ? [{ ...TROUBLES.dropped, second: Math.floor(length * 0.32) }] : []),
    ...(isBad ? [{ ...TROUBLES.noMedia, second: Math.floor(length * 0.6) }] : []),
    ...(leaves ? [{ ...TROUBLES.gone, second: Math.floor(length * 0.45) - 1 }] : []),
  ];
}

/** A camera and a microphone; the first shares a screen in half of the calls, and the second mutes itself for a while. */
function tracksOf(party: Party, i: number, seed: number, length: number): readonly Track[] {
  const person = personAt(party, i);
  const camera: Track = {
    track_id: uuid(seed, 11),
    seed: hash(seed, 21),
    kind: 'video',
    type: 'regular',
    layers: person % 2 === 0 ? BY_SDK : BY_REFERENCE,
    on: [[0, length]],
  };
  const microphone: Track = {
    track_id: uuid(seed, 12),
    seed: hash(seed, 22),
    kind: 'audio',
    type: 'regular',
    layers: VOICE,
    on:
      person === 1
        ? [
            [0, Math.floor(length * 0.3)],
            [Math.floor(length * 0.6), length],
          ]
        : [[0, length]],
  };
  const screen: Track = {
    track_id: uuid(seed, 13),
    seed: hash(seed, 23),
    kind: 'video',
    type: 'screen',
    layers: [{ rid: null, target: 800_000, least: 100_000, fps: 5, swing: 0.4 }],
    on: [[Math.floor(length * 0.25), Math.floor(length * 0.7)]],
  };
  return party.hasScreen && i === 0 ? [camera, screen, microphone] : [camera, microphone];
}
