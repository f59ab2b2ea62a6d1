import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromPythonPackage, TOOLS } from './tools.mjs';

/**
 * The JSON schemas of a Kubernetes version such as 1.37.0, as the template of their file names that kubeconform wants; undefined
 * where they are not to be had. They come from a Python package that carries them for a validator of its own.
 */
export function kubernetesSchemas(version) {
  const folder = join(TOOLS, `kubernetes-schemas-${version}`);
  if (!existsSync(folder)) {
    const prefix = `kubernetes_validate/kubernetes-json-schema/v${version}-local-strict`;
    const carried = fromPythonPackage('kubernetes-validate==1.37.0', prefix, `kubernetes-schemas-${version}-carried`);
    if (!carried) return undefined;
    convert(carried, folder);
    rmSync(carried, { recursive: true });
  }
  return join(process.cwd(), folder, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
}

/** Their ids and references are addresses on the web; kubeconform must find them beside each other. */
function convert(from, to) {
  const draft = `${to}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  for (const name of readdirSync(from)) {
    const text = readFileSync(join(from, name), 'utf8').replaceAll('"/api/_definitions.json#', '"_definitions.json#');
    const schema = JSON.parse(text);
    delete schema.$id;
    writeFileSync(join(draft, name), JSON.stringify(schema));
  }
  renameSync(draft, to);
}
