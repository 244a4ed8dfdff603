import { joinWithin } from '../failure/text';
import type { Frame, Notice } from './frame';

/** Collects notices for the reader. Grafana shows one notice per severity, so the texts of each are merged. */
export class Notices {
  private readonly texts = { warning: new Set<string>(), info: new Set<string>() };

  add(severity: Notice['severity'], text: string): void {
    this.texts[severity].add(text);
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

/** Returns the frames with a warning before all other notices of the first frame. */
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
