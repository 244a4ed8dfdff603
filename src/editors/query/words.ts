/** Choices whose saved name is not what a person would read. All others are shown as they are saved. */
const WORDS: Readonly<Record<string, string>> = {
  timeseries: 'Time series',
  table: 'Table',
  numeric: 'Numeric',
  live: 'Live',
  clock: 'Clock',
  sessionStart: 'Session start',
  publisher: 'Publisher',
  subscriber: 'Subscriber',
  video: 'Video',
  audio: 'Audio',
};

export function wordFor(choice: string): string {
  return (Object.hasOwn(WORDS, choice) ? WORDS[choice] : undefined) ?? choice;
}
