import path from 'node:path';
import type { Configuration } from 'webpack';
import { mergeWithRules } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** What every browser of Grafana 12.3 runs. The classes of an older target take a seventh more. */
const TARGET = 'es2022';

/** Grafana's configuration, for the browsers that its oldest supported version supports. */
export default async (env: Env): Promise<Configuration> =>
  mergeWithRules({ module: { rules: { test: 'match', use: 'merge' } } })(await grafanaConfig(env), {
    // What is cached depends on this file too.
    cache: { type: 'filesystem', buildDependencies: { config: [path.resolve('webpack.config.ts')] } },
    module: { rules: [{ test: /\.[tj]sx?$/, use: { options: { jsc: { target: TARGET } } } }] },
    target: ['web', TARGET],
  });
