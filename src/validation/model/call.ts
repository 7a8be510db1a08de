import type { Container, SecretReference } from './container';
import type { Launch } from './launch';
import { Node } from './node';
import type { Phrase } from './phrase';
import type { Store } from './stored-value';
import { ECR_HOST } from '../../facts/ecr-images';
import { EndpointFeature, EndpointService, publicRegistryOf, TASK_ENDPOINTS } from '../../facts/vpc-endpoints';

/** Something that is called through the network of a task before its containers start, or that ECS Exec calls later. */
export interface Call {
  /** What needs it, as a message calls it. */
  readonly caller: string;
  /** Services of AWS that have endpoints. */
  readonly services: readonly EndpointService[];
  /** What no endpoint leads to. */
  readonly outside?: string;
  /** Whether the tasks start without it, or may. */
  readonly isOptional?: true;
}

const REGION = /^[a-z]+(?:-[a-z]+)+-\d$/;
const STORES: Readonly<Record<Store, EndpointFeature>> = { secretsmanager: 'secretsManager', ssm: 'parameterStore' };

/** What is certainly called for the tasks of a launch. */
export function callsOf({ taskDefinition: task, enablesExec }: Launch): readonly Call[] {
  const containers = task?.containers.filter(({ node }) => node.isSure) ?? [];
  const exec: Call[] = enablesExec.is(true) ? [{ ...call('ECS Exec', 'exec'), isOptional: true }] : [];
  return [...containers.flatMap(container => callsOfContainer(container)), ...exec];
}

function callsOfContainer(container: Container): readonly Call[] {
  const { label, node, secrets, logSecrets, logDriver } = container;
  const registryCredentials = node.get('RepositoryCredentials').get('CredentialsParameter');
  return [
    ...imageCalls(node.phrase('Image'), `the image of ${label}`),
    ...[...secrets, ...logSecrets].flatMap(secret => secretCalls(secret, label)),
    ...registryCredentials.isGiven ? [call(`the registry credentials of ${label}`, 'secretsManager')] : [],
    ...node.list('EnvironmentFiles').atLeast > 0 ? [call(`the environment files of ${label}`, 'environmentFile')] : [],
    ...logDriver.is('awslogs') && isBlocking(container) ? [call(`the log of ${label}`, 'awslogs')] : [],
  ];
}

function call(caller: string, feature: EndpointFeature): Call {
  return { caller, services: TASK_ENDPOINTS[feature] };
}

function imageCalls(image: Phrase | undefined, caller: string): readonly Call[] {
  if (!image) { return []; }
  if (ECR_HOST.test(image.key.split('/')[0])) { return [call(caller, 'ecrImage')]; }
  const registry = image.literal !== undefined || image.head.includes('/') ? publicRegistryOf(image.head) : undefined;
  return registry === undefined ? [] : [{ caller, services: [], outside: registry }];
}

function secretCalls({ node, name, value }: SecretReference, label: string): readonly Call[] {
  if (!node.isSure || !value?.store) { return []; }
  const { services, ...rest } = call(`secret ${name.known ?? 'option'} of ${label}`, STORES[value.store]);
  const { region } = node.resource.template.source;
  const isElsewhere = region !== undefined && REGION.test(value.region ?? '') && value.region !== region;
  return [isElsewhere ? { ...rest, services: [], outside: `${services.join()} of ${value.region}`, isOptional: true } : { ...rest, services }];
}

/** A driver that does not block may drop what it cannot send. */
function isBlocking({ logging }: Container): boolean {
  const mode: Node = logging.get('Options').get('mode');
  return mode.isAbsent || mode.asText.is('blocking');
}
