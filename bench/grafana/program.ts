import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Linux counts a process's time in these. */
const TICKS_PER_SECOND = 100;

/**
 * Runs work, and returns the milliseconds on the processor that a plugin's process on this machine needed, and the most
 * memory that it had meanwhile, MB; NaN where there is no process whose program's name starts so.
 */
export async function measureProgram(name: string, work: () => Promise<void>) {
  const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && programOf(entry).startsWith(name));
  if (pid === undefined) {
    await work();
    return { processor: NaN, peak: NaN };
  }
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  const processor = () => {
    const fields = (read('stat').split(') ')[1] ?? '').split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  };
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = processor();
  await work();
  return { processor: processor() - before, peak: Number(/VmHWM:\s+(\d+)/.exec(read('status'))?.[1]) / 1024 };
}

function programOf(pid: string): string {
  try {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return program.split('/').at(-1) ?? '';
  } catch {
    return ''; // It has ended meanwhile.
  }
}
