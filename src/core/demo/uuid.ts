import { hash } from './noise';

/** A UUID of version 4, the same for the same seed and key. Its first 8 digits are `head`, a whole number of 32 bits, where it is given. */
export function uuid(seed: number, key: number, head = hash(seed, key)): string {
  const mixed = hash(head, hash(seed, key));
  const [b, c, d] = [digitsOf(hash(mixed, 1)), digitsOf(hash(mixed, 2)), digitsOf(hash(mixed, 3))];
  return `${digitsOf(head)}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

function digitsOf(word: number): string {
  return word.toString(16).padStart(8, '0');
}
