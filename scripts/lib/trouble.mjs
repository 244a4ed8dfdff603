/** What ends a script with one line for the person who started it, without a stack. */
export class Trouble extends Error {}

/** Runs a script's main function; on trouble prints its line and ends with 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Trouble ? error.message : error);
    process.exitCode = 1;
  }
}
