import { useEffect } from 'react';
import type { PeerlensQuery } from '../../types';

/**
 * Replaces a query that a data source of its service cannot run. In an annotation and a variable, Grafana keeps the
 * query when somebody chooses another data source of this plugin.
 */
export function useOwnQuery(isForeign: boolean, own: PeerlensQuery, onChange: (query: PeerlensQuery) => void): void {
  useEffect(() => {
    if (isForeign) {
      onChange(own);
    }
  });
}
