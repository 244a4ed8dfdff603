/**
 * Chance and swing without `Math.random` and without functions that engines compute differently: a 32-bit hash, and waves
 * made of plus, minus, times and divide.
 */

/** A whole number of 32 bits, unsigned, the same for the same seed and key: `hash(hash(call, track), second)` takes more keys. The mix is MurmurHash3's. */
export function hash(seed: number, key: number): number {
  let mixed = Math.imul(seed ^ 0x2545f491, 0x9e3779b1) ^ key;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A number from -1 up to, not including, 1, the same for the same seed and key. */
export function noise(seed: number, key: number): number {
  return hash(seed, key) / 0x8000_0000 - 1;
}

/**
 * One of many numbers from -1 up to, not including, 1 that a hash gives, each as good as unrelated to the others. The product is exact in a
 * double; in the Go engine this costs a fifth of another hash. `facet` is a small whole number.
 */
export function facetOf(hashed: number, facet: number): number {
  const product = (hashed / 0x1_0000_0000) * (7_919 + 2 * facet);
  return 2 * (product - Math.floor(product)) - 1;
}

/** A wave between -1 and 1 that starts at 0 and rises. */
export function triangle(at: number, period: number): number {
  const phase = phaseOf(at, period);
  return phase < 0.25 ? 4 * phase : phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4;
}

/** The area under `triangle` from 0 to an instant. */
export function triangleArea(at: number, period: number): number {
  const phase = phaseOf(at, period);
  if (phase < 0.25) {
    return 2 * phase * phase * period;
  }
  return (phase < 0.75 ? 2 * phase - 2 * phase * phase - 0.25 : 2 * (1 - phase) * (1 - phase)) * period;
}

function phaseOf(at: number, period: number): number {
  return at / period - Math.floor(at / period);
}

/** The nearest multiple of `1 / parts`: 1 gives whole numbers, 100 two decimals. */
export function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
