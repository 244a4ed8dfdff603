import type { DataSourceInstanceSettings } from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';
import type { DataSourceRef } from '@grafana/schema';
import type { Instance } from '../plugin/load';

/** The data sources of the page, as Grafana's libraries look them up. */
export class WorkbenchDataSourceSrv implements DataSourceSrv {
  private readonly known = new Map<
    string,
    { readonly settings: DataSourceInstanceSettings; readonly instance: Instance }
  >();

  /** Adds a data source, or replaces the one of that uid. */
  add(settings: DataSourceInstanceSettings, instance: Instance): void {
    this.known.set(settings.uid, { settings, instance });
  }

  get(ref?: DataSourceRef | string | null): Promise<Instance> {
    const found = this.find(ref);
    return found === undefined
      ? Promise.reject(new Error(`The workbench has no data source ${JSON.stringify(ref)}.`))
      : Promise.resolve(found.instance);
  }

  getList(): DataSourceInstanceSettings[] {
    return [...this.known.values()].map(({ settings }) => settings);
  }

  getInstanceSettings(ref?: DataSourceRef | string | null): DataSourceInstanceSettings | undefined {
    return this.find(ref)?.settings;
  }

  reload(): void {
    throw new Error('The workbench loads its data sources once.');
  }

  registerRuntimeDataSource(): void {
    throw new Error('The workbench has no runtime data sources.');
  }

  private find(ref?: DataSourceRef | string | null) {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    return uid === undefined ? undefined : this.known.get(uid);
  }
}
