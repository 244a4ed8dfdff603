/** How far a figure may be over its recorded value. */
const TOLERANCE = 1.25;

/** The figures that a benchmark printed, a line `name: ratio x` each. */
export function readFigures(output) {
  const lines = output.matchAll(/^([\w-]+): (\d[\d.]*) x$/gm);
  return Object.fromEntries([...lines].map(([, name, ratio]) => [name, Number(ratio)]));
}

/**
 * Measures a benchmark, and once more if a figure was too high. Returns the last figures, and the names of those that
 * are not recorded or were too high both times.
 */
export async function checkFigures(measure, recorded) {
  const first = await measure();
  const suspects = Object.keys(first).filter((name) => !isFine(name, first, recorded));
  if (suspects.length === 0) {
    return { figures: first, failed: [] };
  }
  const figures = await measure();
  return { figures, failed: suspects.filter((name) => !isFine(name, figures, recorded)) };
}

function isFine(name, figures, recorded) {
  return figures[name] <= recorded[name] * TOLERANCE;
}
