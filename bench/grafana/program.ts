import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Linux counts a process's time in these. */
const TICKS_A_SECOND = 100;

/** A plugin's process on this machine, as Linux tells of it. */
export class Program {
  private constructor(private readonly pid: string) {}

  /** The process whose program's name starts so, if there is one here. */
  static find(name: string): Program | undefined {
    const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && commandOf(entry).startsWith(name));
    return pid === undefined ? undefined : new Program(pid);
  }

  /** Milliseconds on the processor so far. */
  processor(): number {
    const [, rest = ''] = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_A_SECOND;
  }

  /** Forgets how much memory it has had. */
  forgetPeak(): void {
    writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
  }

  /** The most memory it has had since, MB. */
  peak(): number {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1_024;
  }
}

function commandOf(pid: string): string {
  try {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return program.split('/').at(-1) ?? '';
  } catch {
    return ''; // It has ended meanwhile.
  }
}
