interface Least {
  readonly owner: string;
  readonly value: number;
  /** The least of all other owners. */
  readonly second: number;
}

/** The least value of each half minute, over all owners but one. */
export class LeastOfOthers {
  private readonly least = new Map<number, Least>();

  add(halfMinute: number, owner: string, value: number): void {
    const before = this.least.get(halfMinute);
    this.least.set(halfMinute, before === undefined ? { owner, value, second: NaN } : leastOf(before, owner, value));
  }

  /** Returns the least value that others have; NaN if there is none. */
  ofOthers(halfMinute: number, owner: string): number {
    const least = this.least.get(halfMinute);
    return least === undefined ? NaN : least.owner === owner ? least.second : least.value;
  }
}

function leastOf(before: Least, owner: string, value: number): Least {
  if (owner === before.owner) {
    return value < before.value ? { ...before, value } : before;
  }
  return value < before.value
    ? { owner, value, second: before.value }
    : before.second <= value
      ? before
      : { ...before, second: value };
}
