import i18next from 'i18next';
import { choiceLabel } from './core';
import plugin from './plugin.json';

/**
 * Returns a text in the language of the user, with its `{{names}}` replaced by `values`. The English is the key, and is
 * shown where a language lacks it. Grafana loads `locales` before the plugin and shares its instance of i18next. It does
 * not share `@grafana/i18n`, whose `t` would add 13 KB.
 */
export function t(english: string, values?: Readonly<Record<string, string | number>>): string {
  const options = {
    ns: plugin.id,
    keySeparator: false,
    nsSeparator: false,
    skipInterpolation: values === undefined,
  } as const;
  // i18next takes an empty key for all texts. React escapes the texts.
  return english && i18next.t(english, { ...options, interpolation: { escapeValue: false }, ...values });
}

/** Returns a choice of a query as people read it. */
export function choiceText(choice: string): string {
  return t(choiceLabel(choice));
}
