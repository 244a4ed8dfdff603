/** The uids of `provisioning/datasources`. */
export const HUNDREDMS = 'peerlens-100ms';
export const STORM = 'peerlens-storm';
export const DEMO = 'peerlens-demo';
