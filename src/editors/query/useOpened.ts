import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** Calls when the list of the combobox inside an element is opened or closed, by whatever key or click. */
export function useOpened(around: RefObject<HTMLElement>, onToggle: (isOpen: boolean) => void): void {
  const latest = useRef(onToggle);
  // An observer is called before effects are.
  useLayoutEffect(() => {
    latest.current = onToggle;
  });
  useEffect(() => {
    const input = around.current?.querySelector('input');
    if (!input) {
      return;
    }
    // Neither kind of combobox says it, but each tells assistive technology.
    const observer = new MutationObserver(() => latest.current(input.getAttribute('aria-expanded') === 'true'));
    observer.observe(input, { attributeFilter: ['aria-expanded'] });
    return () => observer.disconnect();
  }, [around]);
}
