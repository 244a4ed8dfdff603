import { useId, useState, type FocusEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, Input, useStyles2 } from '@grafana/ui';
import { USUAL_BANDS, type BandName } from '../../core/measurements/thresholds';
import { MEASURES } from '../../core/score/metrics';
import { bandToSave, endsAtFault, typedBand, wrongWithBand, type End } from './thresholds';

interface Props {
  readonly name: BandName;
  /** The heads of the two columns, which name the inputs together with the row's. */
  readonly goodId: string;
  readonly badId: string;
  /** As a file or this editor saved it: anything. */
  readonly saved: unknown;
  readonly isReadOnly: boolean;
  /** With a band that queries can read; undefined where there is none. */
  readonly onChange: (band: Readonly<Record<string, unknown>> | undefined) => void;
}

/**
 * Where one measure is good and where it is bad. A pair that no query could read is shown but never saved; it is complained of once the row is
 * left, as until then its other half may be on its way.
 */
export function ThresholdRow({ name, goodId, badId, saved, isReadOnly, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState(() => typedBand(saved));
  const [isTouched, setIsTouched] = useState(false);
  const [isLeft, setIsLeft] = useState(false);
  const [rowId, errorId] = [useId(), useId()];
  const { words, unit } = MEASURES[name];
  const usual = USUAL_BANDS[name];

  const wrong = wrongWithBand(name, isTouched ? bandToSave(typed) : saved);
  const isWrong = wrong !== null && (isLeft || !isTouched);
  const until = isTouched ? ` Until then good is ${usual.good} and bad ${usual.bad}.` : '';
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) =>
    setIsLeft(isLeft || !currentTarget.contains(relatedTarget));
  const isAtFault = (end: End) => isWrong && endsAtFault(typed).includes(end);
  const inputOf = (end: End, headId: string) => (
    <Input
      id={`${rowId}-${end}`}
      width={10}
      inputMode="decimal"
      autoComplete="off"
      aria-labelledby={`${headId} ${rowId}`}
      aria-invalid={isAtFault(end)}
      aria-describedby={isWrong ? errorId : undefined}
      invalid={isAtFault(end)}
      disabled={isReadOnly}
      value={typed[end]}
      placeholder={String(usual[end])}
      onChange={({ currentTarget }) => {
        const changed = { ...typed, [end]: currentTarget.value };
        const band = bandToSave(changed);
        setTyped(changed);
        setIsTouched(true);
        onChange(wrongWithBand(name, band) === null ? band : undefined);
      }}
    />
  );
  return (
    <tbody onBlur={leave}>
      <tr>
        <th scope="row" id={rowId} className={styles.measure}>
          {words} <code>{name}</code>
        </th>
        <td>{inputOf('good', goodId)}</td>
        <td>{inputOf('bad', badId)}</td>
        <td>{unit.trim()}</td>
      </tr>
      {isWrong && (
        <tr>
          <td colSpan={4}>
            <div id={errorId} className={styles.wrong}>
              <FieldValidationMessage>{`${wrong}${until}`}</FieldValidationMessage>
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  measure: css({ fontWeight: theme.typography.fontWeightRegular }),
  // As wide as the table is without it, so that no column moves under the pointer.
  wrong: css({ width: 0, minWidth: '100%' }),
});
