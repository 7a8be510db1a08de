import type { Assembly } from './assembly';
import type { Container, SecretReference } from '../validation/model/entities/container';
import type { Service } from '../validation/model/entities/service';

/** A description of the stacks and services that an app deploys, read from its templates alone. */
export function describeTopology(assembly: Assembly): string {
  return [
    ...assembly.stacks.map(({ name, template }) => `Stack ${name}: ${Object.keys(template.Resources ?? {}).length} resources`),
    ...assembly.application.services.map(service => ['', `Service ${assembly.pathOf(service.resource)}`, ...facts(service, assembly).map(row)].join('\n')),
  ].join('\n');
}

type Fact = readonly [label: string, lines: readonly string[]];

function facts(service: Service, assembly: Assembly): Fact[] {
  const containers = service.taskDefinition?.containers ?? [];
  const all: Fact[] = [
    ['tasks', [`${count(service)}, each ${size(service)}`]],
    ['run on', [service.strategy.items.map(({ label, base, weight }) => `${label} (base ${base}, weight ${weight})`).join(', ') || String(service.launchType)]],
    ['containers', containers.map(({ node, name }) => `${name}: ${node.text('Image').known ?? 'an image built at deployment'}`)],
    ['traffic', endpoints(service, assembly)],
    ['secrets', containers.flatMap(secrets)],
  ];
  return all.filter(([, lines]) => lines.length > 0);
}

function row([label, lines]: Fact): string {
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(12)}${line}`).join('\n');
}

function count({ scalableTargets: [target], desiredCount }: Service): string {
  return target ? `${target.minCapacity} to ${target.maxCapacity}` : String(desiredCount);
}

function size({ taskDefinition }: Service): string {
  const { cpu, memory } = taskDefinition ?? {};
  return cpu?.known === undefined || memory?.known === undefined ? 'of unknown size' : `${cpu.known / 1024} vCPU and ${memory.known / 1024} GiB`;
}

function endpoints(service: Service, assembly: Assembly): string[] {
  const found = service.attachments.flatMap(({ targetGroup, containerName, containerPort }) => {
    const [balancer] = targetGroup?.loadBalancers ?? [];
    const origin = balancer?.scheme.known === 'internet-facing' ? 'the internet' : 'the VPC';
    const name = balancer ? assembly.pathOf(balancer.resource) : 'a load balancer';
    return (targetGroup?.listeners ?? []).map(({ protocol, port }) => `${origin} → ${protocol} ${port} of ${name} → ${containerName}:${containerPort}`);
  });
  return found.length > 0 ? found : ['none'];
}

function secrets({ name, secrets: references }: Container): string[] {
  return references.map(reference => `${reference.name} of ${name}: ${source(reference)}`);
}

/** `…:secret:NAME-SUFFIX:KEY:STAGE:VERSION` or `…:parameter/NAME` or the name of a parameter. */
function source({ value }: SecretReference): string {
  if (!value) { return 'decided at deployment'; }
  const text = String(value.reference).replace(/\$\{([^}.]+)[^}]*\}/g, '$1');
  const [, secret, key] = /:secret:([^:]+)(?::([^:]+))?/.exec(text) ?? [];
  if (secret) { return `Secrets Manager, ${secret}${key ? `, JSON key ${key}` : ''}`; }
  const [, parameter = text] = /:parameter(\/.+)/.exec(text) ?? [];
  return `Parameter Store, ${parameter}`;
}
