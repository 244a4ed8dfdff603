import type { ReactElement } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { InlineField, InlineLabel, useStyles2 } from '@grafana/ui';

/** In units of 8 px. All labels have one width, so that they stay in columns however a row wraps. */
const LABEL_WIDTH = 14;

interface Props {
  readonly id: string;
  readonly label: string;
  readonly about?: string;
  /**
   * The width of the control, in units of 8 px. It shrinks where there is less room. Absent for one that has its own.
   */
  readonly width?: number;
  /** A group of controls with labels of their own, such as radio buttons. No label can point to a group. */
  readonly isGroup?: boolean;
  /** Takes the rest of its row. The control stays inside, however much it holds. */
  readonly canGrow?: boolean;
  readonly error?: string | null;
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A control with its label and tooltip. */
export function LabelledField({ id, label, about, width, isGroup, canGrow, error = null, children }: Props) {
  const styles = useStyles2(getStyles, width);
  return (
    <InlineField
      label={
        isGroup ? (
          <InlineLabel as="span" tooltip={about} width={LABEL_WIDTH}>
            {label}
          </InlineLabel>
        ) : (
          label
        )
      }
      tooltip={about}
      htmlFor={id}
      labelWidth={LABEL_WIDTH}
      className={cx(styles.field, canGrow ? styles.growing : width !== undefined && styles.sized)}
      invalid={error === null ? undefined : true}
      error={error}
      interactive
    >
      {children}
    </InlineField>
  );
}

const getStyles = (_: GrafanaTheme2, width = 0) => ({
  field: css({
    minWidth: 0,
    maxWidth: '100%',
    // Radio buttons wrap like words.
    '[role=radiogroup]': { flexWrap: 'wrap' },
    // A longer label pushes its control aside.
    '& > :first-child': { width: 'auto', minWidth: 8 * LABEL_WIDTH, flexShrink: 0, whiteSpace: 'nowrap' },
    '& > :last-child': { flex: '0 1 auto', minWidth: 0 },
  }),
  growing: css({
    flex: '1 1 360px',
    // On a narrow page its label is above it, so that it has room for what is picked.
    flexWrap: 'wrap',
    '& > :last-child': { flex: '1 1 240px' },
    // A selected name that is longer than the control is cut: a MultiCombobox lets a single one stick out.
    'span:has(> span + span + button)': { maxWidth: 'calc(100% - 16px)' },
  }),
  sized: css({ flex: `0 1 ${8 * (LABEL_WIDTH + width)}px`, '& > :last-child': { flex: '1 1 0' } }),
});
