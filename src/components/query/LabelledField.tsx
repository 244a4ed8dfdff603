import type { ReactElement } from 'react';
import { css } from '@emotion/css';
import { InlineField, InlineLabel, useStyles2 } from '@grafana/ui';
import type { FieldLayout } from './layout';

/** In units of 8 px. Labels that begin a row have one width, also if the row wraps. */
const LABEL_WIDTH = 14;

interface Props {
  readonly id: string;
  readonly label: string;
  readonly about?: string;
  readonly layout: Pick<FieldLayout, 'isBeside'>;
  /** A group of controls with labels of their own, such as radio buttons. No label can point to a group. */
  readonly isGroup?: boolean;
  /** Takes the rest of its row. The control stays inside, however much it holds. */
  readonly canGrow?: boolean;
  readonly error?: string | null;
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A control with its label and tooltip. */
export function LabelledField({ id, label, about, layout, isGroup, canGrow, error = null, children }: Props) {
  const growing = useStyles2(getStyles);
  const width = layout.isBeside ? undefined : LABEL_WIDTH;
  return (
    <InlineField
      label={
        isGroup ? (
          <InlineLabel as="span" tooltip={about} width={width ?? 'auto'}>
            {label}
          </InlineLabel>
        ) : (
          label
        )
      }
      tooltip={about}
      htmlFor={id}
      labelWidth={width}
      className={canGrow ? growing : undefined}
      invalid={error === null ? undefined : true}
      error={error}
      interactive
    >
      {children}
    </InlineField>
  );
}

const getStyles = () =>
  css({
    flex: '1 1 320px',
    minWidth: 0,
    '& > :last-child': { flex: '1 1 0', minWidth: 0 },
  });
