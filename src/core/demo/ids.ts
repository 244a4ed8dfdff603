/** What the demo generator answers to by name. Apart from the generator, so that a host can offer these without loading it. */

/** Always the most recent call that has ended. */
export const DEMO_CALL = 'latest-call';

export const DEMO_PEERS = {
  /** Good network; shares a screen. */
  host: 'a11ce000-0000-4000-8000-000000000001',
  /** Bad uplink: lost packets, layers that drop out. */
  guest: 'b0b00000-0000-4000-8000-000000000002',
  /** On a phone: joins late, mutes, and has an SDK that names layers f, h and q. */
  mobile: 'ca401000-0000-4000-8000-000000000003',
} as const;

export const DEMO_ROOMS = {
  /** The room of `DEMO_CALL`: a call of 12 minutes every 20, always of `DEMO_PEERS`. */
  standup: 'd3e0d3e0d3e0d3e000000001',
  /** A call every 15 minutes, 6 to 13 long, of 3 to 7 peers: most are good, some are not, now and then one rejoins or never leaves. */
  support: 'd3e0d3e0d3e0d3e000000002',
  /** Two calls a day, at 09:00 and 21:00 UTC, of 7 peers: six people, one of whom rejoins. */
  allHands: 'd3e0d3e0d3e0d3e000000003',
  /** Never had a call, and was never changed. */
  unused: 'd3e0d3e0d3e0d3e000000004',
} as const;

export const DEMO_APP = 'live';
/** Stream keys: a healthy stream, one out of sync, and one whose lowest quality reports no data. */
export const DEMO_STREAMS = ['studio', 'stage', 'pitch'] as const;
export const DEMO_SUBSTREAMS = ['native', '720p', '360p'] as const;

/** An application with forty streams, `court-01` to `court-40`, to fill a wall. */
export const DEMO_ARENA = 'arena';
export const DEMO_COURTS = Array.from({ length: 40 }, (_, i) => `court-${String(i + 1).padStart(2, '0')}`);
export const DEMO_COURT_SUBSTREAMS = ['native', '480p'] as const;
