// Scores of other projects and standards for a window, as docs/score.md compares them with that of Peerlens. Higher is
// better.

/** What was measured of sent speech: milliseconds and percent. */
export interface SpeechWindow {
  readonly rtt: number;
  readonly jitter: number;
  readonly loss: number;
}

/**
 * The R of ITU-T G.107 with a codec without impairment of its own. `robustness` is Bpl: 10 is Opus without FEC, 20 with
 * it.
 */
export function eModel({ rtt, jitter, loss }: SpeechWindow, robustness: number): number {
  const delay = rtt / 2 + 2 * jitter;
  const x = Math.log2(Math.max(1, delay / 100));
  const impairment = 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
  return 93.2 - impairment - (95 * loss) / (loss + robustness);
}

/** `AudioScore` of livekit/rtcscore-go at 6a6442ef, with an unknown bitrate and without FEC. */
export function rtcscore({ rtt, jitter, loss }: SpeechWindow): number {
  const delay = 20 + 2 * jitter + rtt / 2;
  const codec = 6;
  return 100 - codec - ((100 - codec) * loss) / (loss + 10) - 0.03 * delay - 0.1 * Math.max(0, delay - 150);
}

/** `NetworkScoresCalculator.ts` of VLprojects/webrtc-issue-detector, before it becomes a MOS. */
export function issueDetector({ rtt, jitter, loss }: SpeechWindow): number {
  const latency = rtt + 2 * jitter + 10;
  return 93.2 - (latency < 160 ? latency / 40 : (latency - 120) / 10) - 2.5 * loss;
}

/** `calculatePacketScore` of livekit/livekit, `pkg/sfu/connectionquality/scorer.go`, without its bounds. */
export function liveKit({ rtt, jitter, loss }: SpeechWindow, lossWeight: number): number {
  const delay = rtt / 2 + 2 * jitter;
  return 100 - (delay > 160 ? (delay - 120) / 10 : delay / 40) - lossWeight * loss;
}
