import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Gives the input inside an element its id: Grafana 12.3's MultiCombobox keeps the id it is given to itself, and the label
 * would point at nothing. The element is the one that the returned ref is put on.
 */
export function useInputId(id: string): RefObject<HTMLDivElement> {
  const around = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const input = around.current?.querySelector('input');
    if (input && input.id !== id) {
      input.id = id;
    }
  });
  return around;
}
