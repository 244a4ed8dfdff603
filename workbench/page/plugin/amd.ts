/** Modules that a loaded module may ask for by name. */
export type Shared = Readonly<Record<string, unknown>>;

type Factory = (...dependencies: unknown[]) => unknown;

declare global {
  interface Window {
    define?: (dependencies: readonly string[], factory: Factory) => void;
  }
}

/** Loads an AMD module as Grafana does: `module` tells it where it came from, all else is shared. Rejects where the script is missing or asks for what is not shared. */
export async function loadAmd(url: string, shared: Shared): Promise<unknown> {
  const defined = await runScript(url);
  const modules: Shared = { ...shared, module: { uri: new URL(url, document.baseURI).href } };
  const missing = defined.dependencies.filter((name) => !Object.hasOwn(modules, name));
  if (missing.length > 0) {
    throw new Error(`${url} asks for ${missing.join(', ')}, which this page does not share.`);
  }
  return defined.factory(...defined.dependencies.map((name) => modules[name]));
}

interface Defined {
  readonly dependencies: readonly string[];
  readonly factory: Factory;
}

function runScript(url: string): Promise<Defined> {
  return new Promise((resolve, reject) => {
    let defined: Defined | undefined;
    window.define = (dependencies, factory) => {
      defined = { dependencies, factory };
    };
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => (defined === undefined ? reject(new Error(`${url} defines no module.`)) : resolve(defined));
    script.onerror = () => reject(new Error(`${url} could not be loaded.`));
    document.head.append(script);
  });
}
