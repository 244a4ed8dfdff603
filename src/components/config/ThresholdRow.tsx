import { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, Input, useStyles2 } from '@grafana/ui';
import { DEFAULT_THRESHOLDS, type ThresholdName } from '../../core/measurements/thresholds';
import { SCORE_METRICS } from '../../core/score/metrics';
import { t } from '../../i18n';
import { fromTyped, thresholdError, toTyped, type Threshold } from './thresholds';

interface Props {
  readonly name: ThresholdName;
  /** The ids of the column headers, which label the inputs together with the row's header. */
  readonly goodId: string;
  readonly badId: string;
  readonly saved: unknown;
  readonly isReadOnly: boolean;
  /** Gets a threshold that queries accept; undefined for none. */
  readonly onChange: (threshold: Threshold | undefined) => void;
}

/**
 * The threshold of one metric. A wrong pair is shown but never saved. The error appears when the user leaves the row:
 * until then they may still be typing.
 */
export function ThresholdRow({ name, goodId, badId, saved, isReadOnly, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState(() => toTyped(saved));
  const [isTouched, setIsTouched] = useState(false);
  const [wasLeft, setWasLeft] = useState(false);
  const [rowId, errorId] = [useId(), useId()];
  const { label, unit } = SCORE_METRICS[name];
  const defaults = DEFAULT_THRESHOLDS[name];
  const error = wasLeft || !isTouched ? thresholdError(name, isTouched ? fromTyped(typed) : saved) : null;
  const until = isTouched ? ` ${t('Until then good is {{good}} and bad {{bad}}.', { ...defaults })}` : '';

  const inputOf = (end: 'good' | 'bad', headerId: string) => (
    <Input
      id={`${rowId}-${end}`}
      // The table fits a page of 400 px.
      width={8}
      inputMode="decimal"
      autoComplete="off"
      aria-labelledby={`${headerId} ${rowId}`}
      aria-invalid={error !== null}
      aria-describedby={error === null ? undefined : errorId}
      invalid={error !== null}
      disabled={isReadOnly}
      value={typed[end]}
      placeholder={String(defaults[end])}
      onChange={({ currentTarget }) => {
        const changed = { ...typed, [end]: currentTarget.value };
        const threshold = fromTyped(changed);
        setTyped(changed);
        setIsTouched(true);
        onChange(thresholdError(name, threshold) === null ? threshold : undefined);
      }}
    />
  );
  return (
    <tbody onBlur={({ currentTarget, relatedTarget }) => setWasLeft(wasLeft || !currentTarget.contains(relatedTarget))}>
      <tr>
        <th scope="row" id={rowId} className={styles.metric}>
          {t(label)} <code>{name}</code>
        </th>
        <td>{inputOf('good', goodId)}</td>
        <td>{inputOf('bad', badId)}</td>
        <td>{unit.trim()}</td>
      </tr>
      {error !== null && (
        <tr>
          <td colSpan={4}>
            <div id={errorId} className={styles.error}>
              <FieldValidationMessage>{`${t(error)}${until}`}</FieldValidationMessage>
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  metric: css({
    fontWeight: theme.typography.fontWeightRegular,
    code: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  }),
  // As wide as the table is without it, so that no column moves.
  error: css({ width: 0, minWidth: '100%' }),
});
