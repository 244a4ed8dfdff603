/** How many peers, streams or substreams stand for all, where the settings say nothing. */
export const DEFAULT_PEERS = 50;

/** A typed number of peers: undefined where none is typed, null where it is no whole number from 1 on. */
export function peersOf(text: string): number | undefined | null {
  if (text.trim() === '') {
    return undefined;
  }
  const peers = Number(text);
  return Number.isSafeInteger(peers) && peers >= 1 ? peers : null;
}
