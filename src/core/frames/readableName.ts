/** Names that cannot be derived from their words, and frequent names, which are found faster here. */
const NAMES: Readonly<Record<string, string>> = {
  id: 'ID',
  time: 'time',
  bitrate: 'bitrate',
  publisher: 'sent',
  subscriber: 'received',
  timeseries: 'time series',
  timeEnd: 'until',
  fps: 'frame rate',
  packet_loss_percent: 'packet loss',
  rtt_ms: 'round-trip time',
  jitter_ms: 'jitter',
  freeze_count: 'freezes',
  concealed_samples: 'concealed audio',
  healthScore: 'health',
  viewerCount: 'viewers',
  systemClientCount: 'system clients',
  harnessType: 'viewer kind',
  inBandwidth: 'incoming bandwidth',
  outBandwidth: 'outgoing bandwidth',
  inBitrate: 'incoming bitrate',
  outBitrate: 'outgoing bitrate',
  inTotalBytes: 'incoming bytes',
  outTotalBytes: 'outgoing bytes',
  videoPacketCount: 'video packets',
  audioPacketCount: 'audio packets',
  dataPacketCount: 'data packets',
  fpsDev: 'frame rate deviation',
  fpsDevGrade: 'frame rate deviation grade',
  avSync: 'audio-video offset',
  avSyncGrade: 'audio-video offset grade',
  isRecording: 'recording',
  isAutoRemovable: 'auto-removable',
  cpuUsagePercent: 'CPU usage',
  memoryUsagePercent: 'memory usage',
  workersTotalCount: 'worker threads',
  readersTotalCount: 'reader threads',
  sendersTotalCount: 'sender threads',
  transportTotalCount: 'transport threads',
  workersActiveCount: 'busy worker threads',
  readersActiveCount: 'busy reader threads',
  sendersActiveCount: 'busy sender threads',
  transportActiveCount: 'busy transport threads',
};

/** A name in code: words joined by capitals or underscores, without digits and dots. */
const IDENTIFIER = /^[A-Za-z_]+$/;
const ONE_WORD = /^[a-z]+$/;

/**
 * Returns a name in code as people read it within a sentence: `packet loss`, `key frame interval`, `session ID`. What
 * is no name in code, such as `p95` or an event of 100ms, stays as it is.
 */
export function readableName(name: string): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (known !== undefined || ONE_WORD.test(name) || !IDENTIFIER.test(name)) {
    return known ?? name;
  }
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_');
  return words
    .filter(Boolean)
    .map((word) => (word === 'id' ? 'ID' : word))
    .join(' ');
}
