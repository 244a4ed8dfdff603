/** R of a line without any fault. Source: ITU-T G.107 with its default values. */
export const BEST_R = 93.2;

/**
 * How well speech is understood, 0 to 100, by the E-model in its latency form: round-trip and jitter in milliseconds, loss in percent.
 * Source: `NetworkScoresCalculator.ts` of VLprojects/webrtc-issue-detector.
 */
export function transmissionRating(rtt_ms: number, jitter_ms: number, packet_loss_percent: number): number {
  const latency = rtt_ms + 2 * jitter_ms + 10;
  const delayed = latency < 160 ? BEST_R - latency / 40 : BEST_R - (latency - 120) / 10;
  return Math.max(0, Math.min(100, delayed - 2.5 * packet_loss_percent));
}
