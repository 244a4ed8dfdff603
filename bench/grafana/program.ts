import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Linux counts a process's time in these. */
const TICKS_PER_SECOND = 100;

/** A plugin's process on this machine, as Linux shows it. */
export interface Program {
  /** Milliseconds on the processor so far. */
  readonly processor: () => number;
  readonly resetPeak: () => void;
  /** The most memory it has had since, MB. */
  readonly peak: () => number;
}

/** The process whose program's name starts so; undefined if it is not on this machine. */
export function findProgram(name: string): Program | undefined {
  const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && programOf(entry).startsWith(name));
  if (pid === undefined) {
    return undefined;
  }
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  return {
    processor: () => {
      const fields = (read('stat').split(') ')[1] ?? '').split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
    },
    resetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    peak: () => Number(/VmHWM:\s+(\d+)/.exec(read('status'))?.[1]) / 1024,
  };
}

function programOf(pid: string): string {
  try {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return program.split('/').at(-1) ?? '';
  } catch {
    return ''; // It has ended meanwhile.
  }
}
