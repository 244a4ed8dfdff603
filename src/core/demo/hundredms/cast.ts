import { DEMO_PEERS } from '../ids';
import type { DemoPeer, Layer, Span } from './peer';

const WHOLE_CALL: readonly Span[] = [[0, 720]];
const VOICE: readonly Layer[] = [{ rid: null, target: 32_000, least: 0, fps: 0, swing: 0.06 }];
/** 720p, 360p and 180p with libwebrtc's rates, named as 100ms' reference names them. */
const BY_REFERENCE: readonly Layer[] = [
  { rid: 'h', target: 2_500_000, least: 600_000, fps: 30, swing: 0.04 },
  { rid: 'm', target: 700_000, least: 150_000, fps: 30, swing: 0.04 },
  { rid: 'l', target: 200_000, least: 30_000, fps: 30, swing: 0.04 },
];
/** The rates of 100ms' template samples, named as its SDKs name them. */
const BY_SDK: readonly Layer[] = [
  { rid: 'f', target: 700_000, least: 300_000, fps: 24, swing: 0.06 },
  { rid: 'h', target: 300_000, least: 150_000, fps: 24, swing: 0.06 },
  { rid: 'q', target: 100_000, least: 30_000, fps: 24, swing: 0.06 },
];

/** Who is in every demo call, in the order in which they join. */
export const CAST: readonly DemoPeer[] = [
  {
    id: DEMO_PEERS.host,
    seed: 1,
    name: 'Host (Oslo)',
    role: 'host',
    user_id: 'demo-alice',
    here: [0, 718],
    clockAhead: 0,
    isCutShort: false,
    reportsReceivedBitrate: true,
    uplink: { capacity: [[0, 6_000_000]], loss: [[0, 0.3]], rtt: [[0, 45]], jitter: [[0, 3]] },
    downlinkLoss: 0.2,
    wantedLayer: 0,
    tracks: [
      {
        track_id: 'ca3e0001-a11c-4e00-8000-000000000001',
        seed: 1,
        kind: 'video',
        type: 'regular',
        layers: BY_REFERENCE,
        on: WHOLE_CALL,
      },
      {
        track_id: '5c4ee001-a11c-4e00-8000-000000000002',
        seed: 2,
        kind: 'video',
        type: 'screen',
        layers: [{ rid: null, target: 800_000, least: 100_000, fps: 5, swing: 0.4 }],
        on: [[240, 480]],
      },
      {
        track_id: 'a0d10001-a11c-4e00-8000-000000000003',
        seed: 3,
        kind: 'audio',
        type: 'regular',
        layers: VOICE,
        on: WHOLE_CALL,
      },
    ],
  },
  {
    id: DEMO_PEERS.guest,
    seed: 2,
    name: 'Guest (Lima)',
    role: 'guest',
    user_id: 'demo-bob',
    here: [20, 710],
    clockAhead: 0,
    isCutShort: false,
    reportsReceivedBitrate: true,
    // Two collapses, each begun by lost packets: in the first the high layer stops and then the medium one, in the second only the high one.
    uplink: {
      capacity: [
        [140, 2_500_000],
        [170, 700_000],
        [270, 600_000],
        [300, 170_000],
        [380, 160_000],
        [410, 2_300_000],
        [470, 2_400_000],
        [490, 650_000],
        [600, 600_000],
        [630, 2_400_000],
      ],
      loss: [
        [130, 2],
        [150, 9.5],
        [270, 11],
        [310, 13.5],
        [380, 12.5],
        [410, 3.5],
        [460, 3],
        [480, 10],
        [600, 12],
        [630, 2.5],
      ],
      rtt: [
        [140, 265],
        [180, 340],
        [310, 385],
        [380, 370],
        [410, 275],
        [470, 270],
        [500, 350],
        [600, 360],
        [630, 270],
      ],
      jitter: [
        [140, 32],
        [180, 42],
        [310, 48],
        [410, 34],
        [500, 44],
        [630, 33],
      ],
    },
    downlinkLoss: 0.8,
    wantedLayer: 0,
    tracks: [
      {
        track_id: 'ca3e0002-b0b0-4e00-8000-000000000001',
        seed: 4,
        kind: 'video',
        type: 'regular',
        layers: BY_REFERENCE,
        on: WHOLE_CALL,
      },
      {
        track_id: 'a0d10002-b0b0-4e00-8000-000000000003',
        seed: 5,
        kind: 'audio',
        type: 'regular',
        layers: VOICE,
        on: WHOLE_CALL,
      },
    ],
  },
  {
    id: DEMO_PEERS.mobile,
    seed: 3,
    name: 'Phone (Nairobi)',
    role: 'guest',
    user_id: 'demo-carol',
    here: [180, 690],
    clockAhead: -7_000,
    isCutShort: true,
    reportsReceivedBitrate: false,
    uplink: { capacity: [[0, 1_600_000]], loss: [[0, 1.1]], rtt: [[0, 95]], jitter: [[0, 12]] },
    downlinkLoss: 1.2,
    wantedLayer: 1,
    tracks: [
      {
        track_id: 'ca3e0003-ca40-4e00-8000-000000000001',
        seed: 6,
        kind: 'video',
        type: 'regular',
        layers: BY_SDK,
        on: [
          [0, 300],
          [390, 720],
        ],
      },
      {
        track_id: 'a0d10003-ca40-4e00-8000-000000000003',
        seed: 7,
        kind: 'audio',
        type: 'regular',
        layers: VOICE,
        on: [
          [0, 480],
          [560, 720],
        ],
      },
    ],
  },
];
