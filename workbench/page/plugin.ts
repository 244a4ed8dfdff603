import * as emotionCss from '@emotion/css';
import * as grafanaData from '@grafana/data';
import type { DataSourceApi, DataSourcePlugin, DataSourcePluginMeta } from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import { initPluginTranslations } from '@grafana/i18n';
import * as grafanaUi from '@grafana/ui';
import i18next from 'i18next';
import * as react from 'react';
import * as reactJsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import * as rxjs from 'rxjs';
import type { PeerlensOptions, PeerlensQuery, PeerlensSecrets } from '../../src/types';

export const PLUGIN_ID = 'peerlens-quality-datasource';
const BASE = `public/plugins/${PLUGIN_ID}`;

export type Instance = DataSourceApi<PeerlensQuery, PeerlensOptions>;
type Plugin = DataSourcePlugin<Instance, PeerlensQuery, PeerlensOptions, PeerlensSecrets>;

/** The built plugin, with the part of plugin.json that Grafana hands to it. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly meta: DataSourcePluginMeta<PeerlensOptions>;
}

/** What Grafana gives to a plugin instead of letting it bring its own copy. */
const SHARED: Readonly<Record<string, unknown>> = {
  '@emotion/css': emotionCss,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  i18next,
  react,
  'react/jsx-runtime': reactJsxRuntime,
  'react-dom': reactDom,
  rxjs,
};

type Factory = (...dependencies: unknown[]) => { readonly plugin: Plugin };

declare global {
  interface Window {
    define?: (dependencies: readonly string[], factory: Factory) => void;
  }
}

/**
 * Loads the texts of a language, `module.js`, an AMD module, and `plugin.json` as Grafana does. Rejects when one of them
 * cannot be loaded.
 */
export async function loadPlugin(language: string): Promise<LoadedPlugin> {
  const texts = await fetch(`/${BASE}/locales/${language}/${PLUGIN_ID}.json`);
  await i18next.init({ lng: language, resources: { [language]: { [PLUGIN_ID]: await texts.json() } } });
  await initPluginTranslations(PLUGIN_ID);
  const [{ plugin }, about] = await Promise.all([loadModule(`/${BASE}/module.js`), fetch(`/${BASE}/plugin.json`)]);
  const meta = { ...(await about.json()), module: `${BASE}/module.js`, baseUrl: BASE };
  plugin.meta = meta;
  return { plugin, meta };
}

function loadModule(url: string): Promise<{ readonly plugin: Plugin }> {
  return new Promise((resolve, reject) => {
    window.define = (dependencies, factory) => {
      const modules = { ...SHARED, module: { uri: new URL(url, document.baseURI).href } };
      const missing = dependencies.filter((name) => !Object.hasOwn(modules, name));
      if (missing.length > 0) {
        reject(new Error(`${url} needs ${missing.join(', ')}, which this page does not share.`));
        return;
      }
      resolve(factory(...dependencies.map((name) => Reflect.get(modules, name))));
    };
    const script = document.createElement('script');
    script.src = url;
    script.onerror = () => reject(new Error(`${url} could not be loaded.`));
    document.head.append(script);
  });
}
