import { readableName } from '../frames/readableName';

/** Returns a choice as people read it: `Packet loss`, `Key frame interval`. What is no name in code stays as it is. */
export function choiceLabel(choice: string): string {
  const name = readableName(choice);
  return name === choice && !/^[a-z]+$/.test(choice) ? choice : name.charAt(0).toUpperCase() + name.slice(1);
}
