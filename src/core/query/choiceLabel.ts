/** Labels of choices that their names do not give. */
const LABELS: Readonly<Record<string, string>> = {
  timeseries: 'Time series',
  sessionStart: 'Session start',
  fps: 'Frame rate',
  packet_loss_percent: 'Packet loss',
  rtt_ms: 'Round-trip time',
  jitter_ms: 'Jitter',
  freeze_count: 'Freezes',
  concealed_samples: 'Concealed audio',
  viewerCount: 'Viewers',
  systemClientCount: 'System clients',
  inBandwidth: 'Incoming bandwidth',
  outBandwidth: 'Outgoing bandwidth',
  inTotalBytes: 'Incoming bytes',
  outTotalBytes: 'Outgoing bytes',
  fpsDev: 'Frame rate deviation',
};

/** A name in code: words joined by capitals or underscores, without digits and dots. */
const IDENTIFIER = /^[A-Za-z_]+$/;

/**
 * Returns a choice as people read it: `Packet loss`, `Key frame interval`. What is no name in code, such as `p95` or an
 * event of 100ms, stays as it is.
 */
export function choiceLabel(choice: string): string {
  const label = Object.hasOwn(LABELS, choice) ? LABELS[choice] : undefined;
  if (label !== undefined || !IDENTIFIER.test(choice)) {
    return label ?? choice;
  }
  const words = choice
    .replace(/[A-Z]/g, (capital) => `_${capital}`)
    .split('_')
    .filter(Boolean);
  const sentence = words.join(' ').toLowerCase();
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
