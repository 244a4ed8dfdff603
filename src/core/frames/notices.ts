import { joinWithin } from '../failure/text';
import type { Frame, Notice } from './frame';

/** What a reader should know beside the frames. Grafana shows one notice a severity, so the texts of each are merged. */
export class Notices {
  private readonly texts = { warning: new Set<string>(), info: new Set<string>() };

  add(severity: Notice['severity'], text: string): void {
    this.texts[severity].add(text);
  }

  /** At most one notice a severity; undefined where there is none. */
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

/** Frames whose first says a warning before all else that it says. */
export function withWarning(frames: readonly Frame[], warning: string): readonly Frame[] {
  return frames.map((frame, i) => {
    if (i > 0) {
      return frame;
    }
    const { meta } = frame.schema;
    const notices = new Notices();
    notices.add('warning', warning);
    meta.notices?.forEach(({ severity, text }) => notices.add(severity, text));
    return { ...frame, schema: { ...frame.schema, meta: { ...meta, notices: notices.merged() ?? [] } } };
  });
}
