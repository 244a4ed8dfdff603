import type { DataSourceInstanceSettings, DataSourceSettings } from '@grafana/data';
import type { PeerlensOptions, PeerlensSecrets } from '../../src/types';
import { PLUGIN_ID, type Instance, type LoadedPlugin } from './plugin';

/** A data source as the workbench's server lists it. */
export interface Source {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly url: string;
  readonly jsonData: PeerlensOptions;
  /** Which secrets are set. Their values never arrive. */
  readonly secureJsonFields: Readonly<Record<string, boolean>>;
  /** A provisioned data source need not be. */
  readonly editable: boolean;
}

export type Settings = DataSourceSettings<PeerlensOptions, PeerlensSecrets>;

export async function listSources(): Promise<readonly Source[]> {
  return (await fetch('/workbench/datasources')).json();
}

/** Keeps changed settings until the workbench ends. Rejects with the server's words when it may not. */
export async function saveSettings({ uid, url, jsonData, secureJsonData }: Settings): Promise<Source> {
  const response = await fetch(`/api/datasources/uid/${uid}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url, jsonData, secureJsonData }),
  });
  const answer: { readonly message: string; readonly datasource?: Source } = await response.json();
  if (answer.datasource === undefined) {
    throw new Error(answer.message);
  }
  return answer.datasource;
}

/** What a config editor edits. */
export function settingsOf(source: Source): Settings {
  return {
    ...source,
    readOnly: !source.editable,
    secureJsonFields: { ...source.secureJsonFields },
    orgId: 1,
    type: PLUGIN_ID,
    typeName: 'Peerlens',
    typeLogoUrl: '',
    access: 'proxy',
    user: '',
    // Grafana's type still demands it.
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    isDefault: false,
    withCredentials: false,
  };
}

/** What the plugin's data source class is constructed with. */
export function instanceSettingsOf(
  { uid, name, jsonData, editable }: Source,
  { meta }: LoadedPlugin
): DataSourceInstanceSettings<PeerlensOptions> {
  return { uid, name, jsonData, readOnly: !editable, meta, type: PLUGIN_ID, access: 'proxy' };
}

/** The data source as Grafana would make it. */
export function instantiate(source: Source, loaded: LoadedPlugin): Instance {
  const instance = new loaded.plugin.DataSourceClass(instanceSettingsOf(source, loaded));
  instance.components = loaded.plugin.components;
  instance.meta = loaded.meta;
  return instance;
}
