import type { PartialResult } from '../failure/partialResult';
import { joinWithin } from '../failure/text';
import { withMeta, type Frame, type Notice } from './frame';

/** Collects notices for the reader. Grafana shows one notice per severity, so the texts of each are merged. */
export class Notices {
  private readonly texts = { warning: new Set<string>(), info: new Set<string>() };

  add(severity: Notice['severity'], texts: string | readonly string[]): void {
    [texts].flat().forEach((text) => this.texts[severity].add(text));
  }

  warn(texts: string | readonly string[]): void {
    this.add('warning', texts);
  }

  inform(texts: string | readonly string[]): void {
    this.add('info', texts);
  }

  /** Warns about the parts of a result that failed, and about those that were read. */
  addParts({ failures, warnings }: Pick<PartialResult, 'failures' | 'warnings'>): void {
    this.warn(failures.map(({ message }) => message));
    this.warn(warnings);
  }

  /** Returns at most one notice per severity; undefined if there is none. */
  merged(): readonly Notice[] | undefined {
    const notices = (['warning', 'info'] as const)
      .filter((severity) => this.texts[severity].size > 0)
      .map((severity) => ({ severity, text: joinWithin(this.texts[severity], ' ', describeLeftOut) }));
    return notices.length === 0 ? undefined : notices;
  }
}

function describeLeftOut(count: number): string {
  return count === 1 ? 'One more message is left out.' : `${count} more messages are left out.`;
}

/** Returns the frames of a result; the first has the notices, and the executed requests in words. */
export function withNotices(
  [first, ...others]: readonly Frame[],
  notices: Notices,
  executed: readonly string[] = []
): readonly Frame[] {
  const merged = notices.merged();
  const more = {
    ...(merged === undefined ? {} : { notices: merged }),
    ...(executed.length === 0 ? {} : { executedQueryString: executed.join('\n') }),
  };
  return first === undefined ? [] : [withMeta(first, more), ...others];
}

/** Returns the frames with a warning before all other notices of the first frame. */
export function withWarning(frames: readonly Frame[], warning: string): readonly Frame[] {
  const notices = new Notices();
  notices.warn(warning);
  frames[0]?.schema.meta.notices?.forEach(({ severity, text }) => notices.add(severity, text));
  return withNotices(frames, notices);
}
