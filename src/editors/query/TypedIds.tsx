import { useRef, type ReactNode } from 'react';
import { isLeft } from './TypedId';
import { useInputId } from './useInputId';
import { useOpened } from './useOpened';

interface Props {
  /** The input of the combobox inside. */
  readonly inputId: string;
  /** Called when the list is opened or closed. */
  readonly onToggle: (isOpen: boolean) => void;
  /** Called with what stands in the input as it is typed. */
  readonly onType: (typed: string) => void;
  /** Called with what was typed and confirmed by Enter. True where that is dealt with, so that the input is emptied. */
  readonly onEnter: (typed: string) => boolean;
  /** Called with what stands typed as the input is left. */
  readonly onLeave: (typed: string) => void;
  /** Called with what is pasted. True where that is dealt with, so that the input does not get it too. */
  readonly onPaste: (text: string) => boolean;
  readonly children: ReactNode;
}

/**
 * Around a MultiCombobox that takes free text: it would take no notice of Enter before an option is highlighted, keep the
 * text after an option was picked, forget what was typed but not confirmed, and strip the line ends of what is pasted.
 */
export function TypedIds({ inputId, onToggle, onType, onEnter, onLeave, onPaste, children }: Props) {
  const around = useInputId(inputId);
  const isEmptying = useRef(false);
  useOpened(around, onToggle);

  /** Its text is the combobox's own state, which only losing the focus empties. */
  const empty = (input: HTMLElement) => {
    isEmptying.current = true;
    input.blur();
    isEmptying.current = false;
    input.focus();
  };
  /** A pick takes effect after this event, and only the last thing that happened in an event does. */
  const emptyAfterPick = (input: HTMLElement) => setTimeout(() => empty(input));

  return (
    <div
      ref={around}
      onKeyDown={({ key, target }) => {
        if (key !== 'Enter' || !(target instanceof HTMLInputElement) || target.value.trim() === '') {
          return;
        }
        if (target.getAttribute('aria-activedescendant')) {
          emptyAfterPick(target);
        } else if (onEnter(target.value.trim())) {
          empty(target);
        }
      }}
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement) {
          onType(target.value.trim());
        }
      }}
      onClick={({ target }) => {
        const input = document.getElementById(inputId);
        const isOption = target instanceof Element && target.closest('[role=option]') !== null;
        if (isOption && input instanceof HTMLInputElement && input.value !== '') {
          emptyAfterPick(input);
        }
      }}
      onBlur={({ target }) => {
        if (isLeft(target, inputId) && !isEmptying.current) {
          onLeave(target.value.trim());
        }
      }}
      onPaste={(event) => {
        if (onPaste(event.clipboardData.getData('text/plain'))) {
          event.preventDefault();
        }
      }}
    >
      {children}
    </div>
  );
}
