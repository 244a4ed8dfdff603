import { dateTimeFormat } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { whenWas, type Listed } from '../../host/lists';
import type { Offered } from './offered';

/** Between the parts of a label. */
const DOT = ' · ';

/**
 * What a list has, as options. The label is what a search looks through, the description what tells one from another.
 * A call is found by its time and room, a peer by name, role and user ID.
 */
export function listedOptions(list: string, entries: readonly Listed[], timeZone?: TimeZone): readonly Offered[] {
  const times = new Map<string, number>();
  entries.forEach(({ text }) => times.set(text, (times.get(text) ?? 0) + 1));
  return withWholeGroups(
    entries,
    entries.map((entry) => optionOf(list, entry, times.get(entry.text) !== 1, timeZone))
  );
}

function optionOf(list: string, entry: Listed, isRepeated: boolean, timeZone?: TimeZone): Offered {
  const { value, text, detail, start } = entry;
  const when = whenWas(entry, timeZone);
  if (list === 'sessions') {
    return described({ value, label: joined(when, text) }, detail);
  }
  if (list === 'peers') {
    // Once chosen, two stays are told apart by when they began.
    const began = isRepeated && start !== null ? dateTimeFormat(start, { timeZone, format: 'HH:mm' }) : '';
    return described({ value, label: joined(text, detail), name: began === '' ? text : `${text} ${began}` }, when);
  }
  return described({ value, label: text }, joined(when, detail));
}

/** Grafana's lists leave room for a description wherever there is such a field. */
function described(option: Offered, description: string): Offered {
  return description === '' ? option : { ...option, description };
}

/** Someone who rejoined can be chosen at once: before the first of several entries of one group stands one for all of them. */
function withWholeGroups(entries: readonly Listed[], options: readonly Offered[]): readonly Offered[] {
  const groups = new Map<string, Listed[]>();
  for (const entry of entries) {
    if (entry.group !== null) {
      const stays = groups.get(entry.group);
      if (stays === undefined) {
        groups.set(entry.group, [entry]);
      } else {
        stays.push(entry);
      }
    }
  }
  return options.flatMap((option, i) => {
    const entry = entries[i];
    const stays = groups.get(entry?.group ?? '') ?? [];
    if (entry === undefined || stays.length < 2 || stays[0] !== entry) {
      return [option];
    }
    const value = stays.map((stay) => stay.value).join(',');
    const label = joined(entry.text, `all ${stays.length} stays`);
    return [{ value, label, description: entry.group ?? '' }, option];
  });
}

function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(DOT);
}
