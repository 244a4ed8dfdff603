import type { TemplateSrv } from '@grafana/runtime';

/** The workbench has no dashboard, so no template variables: every text stays as it is, as in Explore. */
export const NO_VARIABLES: TemplateSrv = {
  getVariables: () => [],
  replace: (target = '') => target,
  containsTemplate: () => false,
  updateTimeRange: () => undefined,
};
