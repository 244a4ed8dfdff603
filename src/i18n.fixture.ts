import i18next from 'i18next';
import german from './locales/de-DE/peerlens-quality-datasource.json';
import plugin from './plugin.json';

/** Makes German the language of the user until the test ends. */
export async function switchToGerman(): Promise<void> {
  i18next.addResourceBundle('de-DE', plugin.id, german);
  await i18next.changeLanguage('de-DE');
}

afterEach(() => i18next.changeLanguage('en-US'));
