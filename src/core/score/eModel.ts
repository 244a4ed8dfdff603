/** R of a line without any fault. Source: ITU-T G.107 with its default values. */
export const BEST_R = 93.2;

/**
 * How well speech is understood, 0 to 100, by the E-model in its latency form: round-trip and jitter in milliseconds, loss in percent.
 * Source: `NetworkScoresCalculator.ts` of VLprojects/webrtc-issue-detector.
 */
export function transmissionRating(rtt_ms: number, jitter_ms: number, packet_loss_percent: number): number {
  const delayed = BEST_R - takenByLatency(latencyOf(rtt_ms, jitter_ms));
  return Math.max(0, Math.min(100, delayed - takenByLoss(packet_loss_percent)));
}

/** What each of the three takes from R. */
export function impairments(
  rtt_ms: number,
  jitter_ms: number,
  packet_loss_percent: number
): Readonly<Record<'rtt_ms' | 'jitter_ms' | 'packet_loss_percent', number>> {
  const latency = latencyOf(rtt_ms, jitter_ms);
  const each = takenByLatency(latency) / latency;
  return {
    rtt_ms: each * rtt_ms,
    jitter_ms: each * 2 * jitter_ms,
    packet_loss_percent: takenByLoss(packet_loss_percent),
  };
}

function latencyOf(rtt_ms: number, jitter_ms: number): number {
  return rtt_ms + 2 * jitter_ms + 10;
}

function takenByLatency(latency: number): number {
  return latency < 160 ? latency / 40 : (latency - 120) / 10;
}

function takenByLoss(packet_loss_percent: number): number {
  return 2.5 * packet_loss_percent;
}
