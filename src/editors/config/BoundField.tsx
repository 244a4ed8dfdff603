import { BOUNDS, mustBe, readBound, type BoundName } from '../../core/collect/limits';
import { NumberField } from './NumberField';
import type { ConfigPartProps } from './props';
import { withOptions } from './settings';

interface Props extends ConfigPartProps {
  readonly name: BoundName;
  readonly label: string;
  readonly description: string;
}

/** A setting that bounds a query, held to what queries take. */
export function BoundField({ name, label, description, settings, idOf, save }: Props) {
  return (
    <NumberField
      id={idOf(name)}
      label={`${label} (${name})`}
      description={description}
      value={settings.jsonData[name]}
      fallback={BOUNDS[name].usual}
      error={mustBe(name)}
      read={(text) => readBound(name, text)}
      isReadOnly={settings.readOnly}
      onChange={(bound) => save(withOptions(settings, { [name]: bound }))}
    />
  );
}
