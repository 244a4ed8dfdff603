/** IDs of the demo that the editor offers. All of its IDs are in `pkg/demo/tables.json`. */

/** Always the most recent session that has ended. */
export const DEMO_CALL = 'latest-call';

export const DEMO_PEERS = {
  /** Good network; shares a screen. */
  host: 'a11ce000-0000-4000-8000-000000000001',
  /** Bad uplink: lost packets, layers that stop. */
  guest: 'b0b00000-0000-4000-8000-000000000002',
  /** On a phone: joins late, mutes, and has an SDK that names its layers f, h and q. */
  mobile: 'ca401000-0000-4000-8000-000000000003',
} as const;

export const DEMO_APP = 'live';
/** Stream keys: a healthy stream, one out of sync, and one whose lowest quality reports no data. */
export const DEMO_STREAMS = ['studio', 'stage', 'pitch'] as const;
export const DEMO_SUBSTREAMS = ['native', '720p', '360p'] as const;
