import { parseArgs } from 'node:util';

/** An error that ends a script with its message, without a stack. */
export class CliError extends Error {}

/** Runs a script's main function. If it fails, prints why and ends with 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof CliError ? error.message : error);
    process.exitCode = 1;
  }
}

/** The options of the command line. */
export function readOptions(options, usage) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new CliError(`${error.message.split('\n')[0]}\n${usage}`);
  }
}
