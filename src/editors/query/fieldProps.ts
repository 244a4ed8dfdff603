/** What every field component takes, whatever its shape. */
export interface FieldProps<Value> {
  /** Of the control. Its label points to it. */
  readonly id: string;
  /** The field's row in the core's table, as far as it is shown. */
  readonly field: { readonly label: string; readonly about: string };
  readonly value: Value;
  /** In units of 8 px, so that the labels of a column line up. As wide as its text where absent. */
  readonly labelWidth?: number;
}
