import { useRef, type ReactNode } from 'react';
import { useOpened } from './useOpened';

interface Props {
  /** The input of the combobox inside. */
  readonly inputId: string;
  /** Called when the list is opened or closed. */
  readonly onToggle: (isOpen: boolean) => void;
  /** Called with what stands in the input as it is typed. */
  readonly onType: (typed: string) => void;
  /** Called with what stands in the input as it is left by anything but Tab, which confirms it already. */
  readonly onLeave: (typed: string) => void;
  readonly children: ReactNode;
}

/** Around a Combobox that takes free text: it would forget what was typed when the mouse goes elsewhere. */
export function TypedId({ inputId, onToggle, onType, onLeave, children }: Props) {
  const around = useRef<HTMLDivElement>(null);
  const lastKey = useRef('');
  useOpened(around, onToggle);
  return (
    <div
      ref={around}
      onKeyDown={({ key }) => {
        lastKey.current = key;
      }}
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement) {
          onType(target.value.trim());
        }
      }}
      onBlur={({ target }) => {
        if (isLeft(target, inputId) && lastKey.current !== 'Tab') {
          onLeave(target.value.trim());
        }
      }}
    >
      {children}
    </div>
  );
}

/** Whether the input lost the focus to the page. Where the whole window is left it stays the active element, and its text is not done yet. */
export function isLeft(target: EventTarget, inputId: string): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.id === inputId && document.activeElement !== target;
}
