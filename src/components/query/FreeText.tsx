import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** The id of the combobox's input. */
  readonly id: string;
  /** A text above the field, where an open list does not cover it. */
  readonly hint: string;
  /** The IDs of selected names, as a tooltip. */
  readonly title?: string;
  /** The user opens the list. */
  readonly onOpen: () => void;
  readonly onFocus?: (isFocused: boolean) => void;
  readonly onType: (text: string) => void;
  /** The user left a typed text by anything but Tab, which confirms it already. */
  readonly onLeave: (text: string) => void;
  /** Enter without a highlighted option. Returns whether the text was used; the input is then emptied. */
  readonly onEnter?: (text: string) => boolean;
  /** Returns whether the pasted text was used; the input then does not get it. */
  readonly onPaste?: (text: string) => boolean;
  readonly children: ReactNode;
}

/**
 * Makes free text work in a Combobox or MultiCombobox of Grafana. Without it, both drop a typed text when the user
 * clicks elsewhere. A MultiCombobox also ignores Enter while no option is highlighted, keeps the typed text after a
 * pick, and strips the line ends of pasted text.
 */
export function FreeText({ id, hint, title, onOpen, onFocus, onType, onLeave, onEnter, onPaste, children }: Props) {
  const hintStyle = useStyles2(getHintStyle);
  const box = useInputId(id);
  const isTab = useRef(false);
  const openIfClosed = (target: EventTarget) => {
    if (target instanceof HTMLInputElement && target.getAttribute('aria-expanded') !== 'true') {
      onOpen();
    }
  };
  const clearAfterPick = (input: HTMLInputElement) => setTimeout(() => clear(input));
  return (
    <div
      ref={box}
      title={title}
      onClick={({ target }) => {
        const input = box.current?.querySelector('input');
        if (target === input) {
          openIfClosed(target);
        } else if (onEnter && input?.value && target instanceof Element && target.closest('[role=option]') !== null) {
          // The list is in a portal, but React's events bubble out of it to here.
          clearAfterPick(input);
        }
      }}
      onKeyDown={({ key, target }) => {
        isTab.current = key === 'Tab';
        if (key.startsWith('Arrow')) {
          openIfClosed(target);
        }
        if (key === 'Enter' && onEnter && target instanceof HTMLInputElement && target.value.trim() !== '') {
          if (target.getAttribute('aria-activedescendant')) {
            clearAfterPick(target);
          } else if (onEnter(target.value)) {
            clear(target);
          }
        }
      }}
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement) {
          openIfClosed(target);
          onType(target.value.trim());
        }
      }}
      onFocus={() => onFocus?.(true)}
      onBlur={({ target }) => {
        onFocus?.(false);
        // While the whole window is left, the input stays the active element, and its text is not finished.
        if (target instanceof HTMLInputElement && document.activeElement !== target && !isTab.current) {
          onLeave(target.value);
        }
      }}
      onPaste={(event) => {
        if (onPaste?.(event.clipboardData.getData('text/plain'))) {
          event.preventDefault();
        }
      }}
    >
      <div aria-live="polite" className={hintStyle}>
        {hint}
      </div>
      {children}
    </div>
  );
}

/** Empties an input whose text is React state. */
function clear(input: HTMLInputElement): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '');
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Sets the id of the input inside: the MultiCombobox of Grafana 12.3 ignores the id that it gets, and no label would
 * point to it.
 */
export function useInputId(id: string) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector('input')?.setAttribute('id', id);
  });
  return box;
}

const getHintStyle = (theme: GrafanaTheme2) =>
  css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    width: 0,
    minWidth: '100%',
    overflowWrap: 'anywhere',
    '&:not(:empty)': { padding: theme.spacing(0.25, 1) },
  });
