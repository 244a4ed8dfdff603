import { INTERVAL } from '../clock';
import { noise, triangleArea, triangle } from '../noise';
import type { DemoSubstream } from './demoSubstream';

/** The rate swings in this time, and the audience in the longer one. */
const RATE_SWING = 3 * 60_000;
const AUDIENCE_SWING = 2 * 3_600_000;
/** How far the audience swings, as a part of it, and the rate from one interval to the next. */
const AUDIENCE_PART = 0.4;
const WOBBLE = 0.04;

/**
 * Bytes that came in, `duration` milliseconds after the start. Everything else is made from these totals, so that a rate computed from
 * two answers is the bandwidth they report. The wobble of an interval is taken back in the next: no sum over the past is needed.
 */
function bytesIn({ rate, swing, seed }: DemoSubstream, duration: number): number {
  const intervals = Math.floor(duration / INTERVAL);
  const wobble = intervals % 2 === 0 ? 0 : WOBBLE * INTERVAL * noise(seed, intervals);
  return Math.floor((rate * (duration + swing * triangleArea(duration, RATE_SWING) + wobble)) / 1_000);
}

function bytesOut({ rate, viewers }: DemoSubstream, duration: number): number {
  return Math.floor((rate * viewers * (duration + AUDIENCE_PART * triangleArea(duration, AUDIENCE_SWING))) / 1_000);
}

/** Bytes per second over the interval before. */
function bandwidth(bytes: typeof bytesIn, substream: DemoSubstream, duration: number): number {
  const earlier = Math.max(0, duration - INTERVAL);
  return Math.round(((bytes(substream, duration) - bytes(substream, earlier)) * 1_000) / INTERVAL);
}

/** The counters and rates of a substream, `duration` milliseconds after its start, by the names and in the order of the reference page. */
export function flow(substream: DemoSubstream, duration: number): Readonly<Record<string, number>> {
  const { viewers, systemClients, rate, fps } = substream;
  const seconds = rate === 0 ? 0 : duration / 1_000;
  return {
    duration,
    viewerCount: Math.round(viewers * (1 + AUDIENCE_PART * triangle(duration, AUDIENCE_SWING))),
    systemClientCount: systemClients,
    inBandwidth: bandwidth(bytesIn, substream, duration),
    outBandwidth: bandwidth(bytesOut, substream, duration),
    inTotalBytes: bytesIn(substream, duration),
    outTotalBytes: bytesOut(substream, duration),
    videoPacketCount: Math.floor(seconds * fps),
    // An AAC frame holds 1,024 samples of 48,000 a second.
    audioPacketCount: Math.floor((seconds * 48_000) / 1_024),
    dataPacketCount: 0,
  };
}
