import type { DataSourceApi, DataSourcePlugin, DataSourcePluginMeta } from '@grafana/data';
import type { PeerlensOptions, PeerlensQuery, PeerlensSecrets } from '../../../src/host/types';
import { readJson } from '../json';
import { loadAmd } from './amd';
import { SHARED } from './shared';

export const PLUGIN_ID = 'peerlens-quality-datasource';
const BASE = `public/plugins/${PLUGIN_ID}`;

export type Instance = DataSourceApi<PeerlensQuery, PeerlensOptions>;
export type Plugin = DataSourcePlugin<Instance, PeerlensQuery, PeerlensOptions, PeerlensSecrets>;

/** The built plugin, with the part of plugin.json that Grafana hands to it. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly meta: DataSourcePluginMeta<PeerlensOptions>;
}

/** Loads `module.js` and `plugin.json` of the built plugin. Rejects where either is missing or is something else. */
export async function loadPlugin(): Promise<LoadedPlugin> {
  const [module, about] = await Promise.all([loadAmd(`/${BASE}/module.js`, SHARED), fetch(`/${BASE}/plugin.json`)]);
  if (!isPluginModule(module)) {
    throw new Error('module.js exports no data source plugin.');
  }
  const meta: DataSourcePluginMeta<PeerlensOptions> = {
    ...(await readJson<DataSourcePluginMeta<PeerlensOptions>>(about)),
    module: `${BASE}/module.js`,
    baseUrl: BASE,
  };
  module.plugin.meta = meta;
  return { plugin: module.plugin, meta };
}

function isPluginModule(module: unknown): module is { readonly plugin: Plugin } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'plugin' in module &&
    typeof module.plugin === 'object' &&
    module.plugin !== null &&
    'DataSourceClass' in module.plugin
  );
}
