import type { Secrets, Settings } from './settings';

/** What each part of the config editor is given. */
export interface ConfigPartProps {
  readonly settings: Settings;
  /** The control of a setting, unlike any other on the page. */
  readonly idOf: (name: string) => string;
  readonly save: (settings: Settings) => void;
}

/** What a secret's field is given of the settings. */
export function secretProps(settings: Settings, name: keyof Secrets) {
  return {
    isConfigured: settings.secureJsonFields?.[name] ?? false,
    value: settings.secureJsonData?.[name] ?? '',
    isReadOnly: settings.readOnly,
  };
}
