// Signs dist with Grafana's tool, which sends the sums of its files to grafana.com and writes dist/MANIFEST.txt. Passes
// its arguments on.
import { CliError, runMain } from './lib/cliError.mjs';
import { run } from './lib/processes.mjs';

await runMain(async () => {
  if (!process.env.GRAFANA_ACCESS_POLICY_TOKEN) {
    throw new CliError(
      `GRAFANA_ACCESS_POLICY_TOKEN is not set. On grafana.com, under Security > Access Policies of your organisation, make a policy with the scope plugins:write and a token for it.
For a plugin outside the catalogue also name the Grafanas that may load it: npm run sign -- --rootUrls https://grafana.example.com/`
    );
  }
  const args = ['--yes', '@grafana/sign-plugin@3.3.3', ...process.argv.slice(2)];
  await run('npx', args, 'Signing failed. "npm run package" must have built dist before.', { isLive: true });
});
