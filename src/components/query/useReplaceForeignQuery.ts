import { useEffect } from 'react';
import type { Service } from '../../core';
import type { PeerlensQuery } from '../../types';

/** What an editor showed last. Grafana makes a new editor when another data source is chosen. */
let last = { service: '', query: '' };

/**
 * Replaces a query of another service when somebody chooses another data source in the editor: Grafana keeps the query
 * of an annotation or variable then. A query that was saved with this data source is never replaced.
 */
export function useReplaceForeignQuery(
  service: Service,
  query: PeerlensQuery,
  isForeign: boolean,
  own: PeerlensQuery,
  onChange: (query: PeerlensQuery) => void
): void {
  useEffect(() => {
    const shown = { service, query: JSON.stringify(query) };
    const isChosen = last.query === shown.query && last.service !== service;
    last = shown;
    if (isForeign && isChosen) {
      onChange(own);
    }
  });
}
