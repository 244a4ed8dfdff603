import { useEffect, useRef } from 'react';
import type { Service } from '../../core';
import type { PeerlensQuery } from '../../types';

/**
 * Replaces a query of another service when somebody chooses another data source in the editor: Grafana keeps the query
 * of an annotation or variable then. What was saved so stays as it is.
 */
export function useReplaceForeignQuery(
  service: Service,
  isForeign: boolean,
  own: PeerlensQuery,
  onChange: (query: PeerlensQuery) => void
): void {
  const opened = useRef(service);
  useEffect(() => {
    if (isForeign && service !== opened.current) {
      onChange(own);
    }
  });
}
