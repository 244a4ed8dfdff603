import { truncate, joinModules, type Outcome, type Service, type ServiceModule } from '../core';

/**
 * Loads what the core knows of a service; the demo has both. What is loaded is there at once the next time. A load that
 * failed is tried again.
 */
export async function loadService(service: Service): Promise<Outcome<ServiceModule>> {
  const loads =
    service === 'demo' ? [loadHundredms(), loadStorm()] : [service === 'storm' ? loadStorm() : loadHundredms()];
  try {
    return { ok: true, value: joinModules(await Promise.all(loads)) };
  } catch (error) {
    const message = `The browser did not load a part of Peerlens (${truncate(String(error))}). Reload the page: the plugin may have been updated.`;
    return { ok: false, failure: { source: 'plugin', status: 500, message } };
  }
}

async function loadHundredms(): Promise<ServiceModule> {
  return (await import(/* webpackChunkName: "hundredms" */ '../core/hundredms')).HUNDREDMS;
}

async function loadStorm(): Promise<ServiceModule> {
  return (await import(/* webpackChunkName: "storm" */ '../core/storm')).STORM;
}
