declare global {
  interface JSON {
    /**
     * What the Go host's parser found when it made a list of numbers of the last document: that saves most of the time
     * to read it. Undefined for any other list.
     */
    readonly isWithin?: (list: readonly unknown[], min: number, max: number) => boolean | undefined;
    readonly isRising?: (list: readonly unknown[]) => boolean | undefined;
  }
}

/** Whether a list contains only numbers from `min` to `max` and nulls, and no negative zero. */
export function isWithin(list: readonly unknown[], min: number, max: number): list is ReadonlyArray<number | null> {
  const known = JSON.isWithin?.(list, min, max);
  return (
    known ??
    list.every(
      (item) =>
        item === null || (typeof item === 'number' && item >= min && item <= max && (item !== 0 || 1 / item > 0))
    )
  );
}

/** Whether a list contains only whole numbers, each greater than the one before. */
export function isRising(list: readonly unknown[]): list is readonly number[] {
  let last = -Infinity;
  const known = JSON.isRising?.(list);
  return (
    known ??
    list.every((item) => {
      const isNext = typeof item === 'number' && item > last && item % 1 === 0;
      last = isNext ? item : last;
      return isNext;
    })
  );
}
