import { copyDraft, isText, type Draft } from './draft';
import { containersIn, type Container, type Json } from './json';

/** Drops answers and members for as long as a draft still fails, and there is time. */
export async function shrink(
  draft: Draft,
  fails: (draft: Draft) => Promise<boolean>,
  milliseconds: number
): Promise<Draft> {
  const end = performance.now() + milliseconds;
  let smallest = draft;
  const attempt = async (candidate: Draft): Promise<boolean> => {
    const isSmaller = performance.now() < end && (await fails(candidate));
    smallest = isSmaller ? candidate : smallest;
    return isSmaller;
  };
  for (let i = draft.answers.length - 1; i >= 0; i--) {
    await attempt({ ...smallest, answers: smallest.answers.filter((_, at) => at !== i) });
  }
  for (let part = 0; performance.now() < end; part++) {
    if (partsOf(smallest)[part] === undefined) {
      break;
    }
    for (let at = 0; performance.now() < end; at++) {
      const size = nth(smallest, part, at)?.entries.length;
      if (size === undefined) {
        break;
      }
      for (let count = size; count >= 1; count = count >> 1) {
        for (let from = size - count; from >= 0; from -= count) {
          const candidate = copyDraft(smallest);
          nth(candidate, part, at)?.entries.splice(from, count);
          await attempt(candidate);
        }
      }
    }
  }
  return smallest;
}

/** The parts of a draft that are JSON. */
function partsOf(draft: Draft): Json[] {
  return [
    draft.query,
    draft.settings,
    ...draft.answers.flatMap(({ document }) => (isText(document) ? [] : [document])),
  ];
}

function nth(draft: Draft, part: number, at: number): Container | undefined {
  return containersIn(partsOf(draft)[part] ?? '')[at]?.container;
}
