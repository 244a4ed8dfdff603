import { useRef, type ReactNode } from 'react';

interface Props {
  /** The input of the combobox inside. */
  readonly inputId: string;
  /** Called with what stands in the input as it is left by anything but Tab, which confirms it already. */
  readonly onLeave: (typed: string) => void;
  readonly children: ReactNode;
}

/** Around a Combobox that takes free text: it would forget what was typed when the mouse goes elsewhere. */
export function TypedId({ inputId, onLeave, children }: Props) {
  const lastKey = useRef('');
  return (
    <div
      onKeyDown={({ key }) => {
        lastKey.current = key;
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
