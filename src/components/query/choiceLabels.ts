import type { PickerOption } from './pickerOption';

/** Labels of choices. Other choices are shown as they are saved. */
const LABELS: Readonly<Record<string, string>> = {
  timeseries: 'Time series',
  table: 'Table',
  numeric: 'Numeric',
  live: 'Live',
  restarts: 'Restarts',
  clock: 'Clock',
  sessionStart: 'Session start',
  publisher: 'Publisher',
  subscriber: 'Subscriber',
  video: 'Video',
  audio: 'Audio',
  rooms: 'Rooms',
  sessions: 'Sessions',
  peers: 'Peers',
  tracks: 'Tracks',
  applications: 'Applications',
  streams: 'Streams',
  substreams: 'Substreams',
};

export function choiceLabel(choice: string): string {
  return (Object.hasOwn(LABELS, choice) ? LABELS[choice] : undefined) ?? choice;
}

export function choiceOption(choice: string): PickerOption {
  return { value: choice, label: choiceLabel(choice) };
}
