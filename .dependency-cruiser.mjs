/**
 * Which part of `src` may import which. `npm run lint` fails on a circle or a wrong direction. Tests may import
 * anything.
 */

const TESTS = '(\\.test|\\.fixture)\\.tsx?$';

/** The files of the core that its hosts may use. */
const CORE_INDEX = '^src/core/index\\.ts$';
/** The services, each in a chunk of its own. */
const SERVICES = '^src/core/(hundredms|storm)/index\\.ts$';
/** The file of the browser host that loads them. */
const LOADER = '^src/host/loadService\\.ts$';
/** IDs that the demo answers to. */
const DEMO_IDS = '^src/core/demo/ids\\.ts$';
/** Tables from which the editors are made. */
const CORE_TABLES = '^src/core/((json|collect/limits|score/metrics|score/readThresholds)\\.ts$|measurements/|query/)';

/** The table of routes, which Go reads too. */
const ROUTE_TABLE = '^pkg/upstream/routes/routes\\.json$';

/** The ground floor of the core. It imports nothing above it. */
const GROUND = '^src/core/((protocol|routes|json|parseJson)\\.ts$|failure/|frames/|measurements/)';

function forbid(name, from, to) {
  const { path, pathNot = [] } = from;
  return { name, severity: 'error', from: { path, pathNot: [TESTS, pathNot].flat() }, to };
}

export default {
  forbidden: [
    forbid('no-circle', { path: '^src/' }, { circular: true }),
    forbid('core-is-pure', { path: '^src/core/' }, { pathNot: ['^src/core/', ROUTE_TABLE] }),
    forbid(
      'host-uses-the-core-by-its-index',
      { path: '^src/(host/|[^/]+\\.ts$)', pathNot: LOADER },
      { path: '^src/core/', pathNot: [CORE_INDEX, DEMO_IDS] }
    ),
    forbid('loader-loads-services', { path: LOADER }, { path: '^src/core/', pathNot: [CORE_INDEX, SERVICES] }),
    forbid(
      'host-knows-no-editor',
      { path: '^src/(host/|[^/]+\\.ts$)', pathNot: '^src/module\\.ts$' },
      { path: '^src/components/' }
    ),
    forbid(
      'editors-use-the-core-by-its-index-and-tables',
      { path: '^src/components/' },
      { path: '^src/core/', pathNot: [CORE_INDEX, DEMO_IDS, CORE_TABLES] }
    ),
    forbid('editors-know-no-host', { path: '^src/components/' }, { path: '^src/(host/|datasource\\.ts|module\\.ts)' }),
    forbid('only-grafana-imports-the-module', { path: '^src/' }, { path: '^src/module\\.ts$' }),

    forbid('core-ground-floor', { path: GROUND }, { path: '^src/core/', pathNot: GROUND }),
    forbid(
      'core-tables-know-no-service',
      { path: '^src/core/(query|score)/' },
      { path: '^src/core/(hundredms|storm)/' }
    ),
    forbid(
      'core-services-are-apart',
      { path: '^src/core/(hundredms|storm)/' },
      { path: '^src/core/(hundredms|storm)/', pathNot: '^src/core/$1/' }
    ),
    forbid('core-index-on-top', { path: '^src/core/' }, { path: CORE_INDEX }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: TESTS },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count too.
    tsPreCompilationDeps: true,
  },
};
