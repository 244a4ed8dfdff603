import { truncate } from '../failure/text';

/** Texts that look like template variables. */

// None of these can match at two lengths, so each reads a text once.
const VARIABLE = /^(?:\$[A-Za-z_]\w*|\$\{\w[^}]*\}|\[\[\w[^\]]*\]\])$/;
const FORMAT = /(\$\{(?!__)\w+|\[\[(?!__)\w+):[^}\]$[]*(\}|\]\])/g;

/** Whether a whole text is a template variable: `$name`, `${name…}` or `[[name…]]`. A name may contain these signs. */
export function isVariable(text: string): boolean {
  return VARIABLE.test(text);
}

/** Whether Grafana may find a template variable somewhere in a text. */
export function mayHaveVariable(text: string): boolean {
  return text.includes('$') || text.includes('[[');
}

/**
 * Removes the formats of a dashboard's variables: `${peer:csv}` becomes `${peer}`. A format joins or escapes the
 * values, and a query needs each as it is. Grafana's own variables, such as `${__from:date}`, keep theirs.
 */
export function withoutFormats(text: string): string {
  return text.replace(FORMAT, '$1$2');
}

/** Describes a value that is a variable and was not replaced; null if it is none, or a literal name. */
export function describeVariable(text: string, literals: ReadonlySet<unknown>): string | null {
  return !isVariable(text) || literals.has(text)
    ? null
    : `the variable ${truncate(text, 100)} has no value here. Alert rules and public dashboards have no variables: enter the value itself`;
}
