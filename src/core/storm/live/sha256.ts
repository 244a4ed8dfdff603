/** The constants of FIPS 180-4. They are not computed, because engines may disagree about the roots behind them. */
const ROUNDS = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
] as const;
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const;

/**
 * Returns the SHA-256 of a text's UTF-8 as 64 hexadecimal digits. Own code, because no SHA-256 exists in both hosts.
 * Source: FIPS 180-4.
 */
export function sha256(text: string): string {
  const bytes = pad(utf8(text));
  const words = new Int32Array(64);
  const state = new Int32Array(START);
  for (let block = 0; block < bytes.length; block += 64) {
    for (let i = 0; i < 64; i++) {
      words[i] = i < 16 ? wordAt(bytes, block + 4 * i) : scheduleWord(words, i);
    }
    const v = new Int32Array(state);
    const at = (i: number): number => v[i] ?? 0;
    for (let i = 0; i < 64; i++) {
      const sum1 = rotateRight(at(4), 6) ^ rotateRight(at(4), 11) ^ rotateRight(at(4), 25);
      const choice = (at(4) & at(5)) ^ (~at(4) & at(6));
      const first = (at(7) + sum1 + choice + (ROUNDS[i] ?? 0) + (words[i] ?? 0)) | 0;
      const sum0 = rotateRight(at(0), 2) ^ rotateRight(at(0), 13) ^ rotateRight(at(0), 22);
      const majority = (at(0) & at(1)) ^ (at(0) & at(2)) ^ (at(1) & at(2));
      v.copyWithin(1, 0, 7);
      v[4] = at(4) + first;
      v[0] = first + sum0 + majority;
    }
    state.forEach((word, i) => (state[i] = word + at(i)));
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function scheduleWord(words: Int32Array, i: number): number {
  const early = words[i - 15] ?? 0;
  const late = words[i - 2] ?? 0;
  const sum0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
  const sum1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
  return ((words[i - 16] ?? 0) + sum0 + (words[i - 7] ?? 0) + sum1) | 0;
}

function rotateRight(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function wordAt(bytes: readonly number[], i: number): number {
  return ((bytes[i] ?? 0) << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0);
}

/** Appends a one bit, zeros and the 64-bit length in bits, to fill whole blocks. */
function pad(bytes: readonly number[]): readonly number[] {
  const zeros = (119 - (bytes.length % 64)) % 64;
  const bits = bytes.length * 8;
  const length = [Math.floor(bits / 0x1_0000_0000), bits].flatMap((word) => [
    word >>> 24,
    word >>> 16,
    word >>> 8,
    word,
  ]);
  return [...bytes, 0x80, ...new Array<number>(zeros).fill(0), ...length.map((byte) => byte & 0xff)];
}

/** Own code: both hosts have an encoder, but the core has access to neither. */
function utf8(text: string): readonly number[] {
  return [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      return [code];
    }
    const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x800) {
      return [0xc0 | (code >> 6), tail(0)];
    }
    return code < 0x1_0000
      ? [0xe0 | (code >> 12), tail(6), tail(0)]
      : [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  });
}
