import { ecrImage } from './ecr-image';
import { ECR_REGION } from '../../../facts/ecr-images';
import { areDifferentRegions, EndpointFeature, EndpointService, INSTANCE_ENDPOINTS, OWN_REGION, publicRegistryOf, REGION, TASK_ENDPOINTS } from '../../../facts/vpc-endpoints';
import type { Container, SecretReference } from '../entities/container';
import type { Store } from '../entities/stored-value';
import type { Subnet } from '../entities/subnet';
import type { TaskRunner } from '../entities/task-runner';
import { Node } from '../evaluation/node';
import { onceForEach } from '../evaluation/once-for-each';

/** A network call of a task: ECS makes it before the containers start, or ECS Exec makes it later. */
export interface Call {
  /** The part of the task that needs it, as messages print it. */
  readonly caller: string;
  /** The AWS services it calls, which have VPC endpoints. */
  readonly services: readonly EndpointService[];
  /** The Region of those services; the pseudo parameter if synthesis does not know the Region of the stack. */
  readonly region: string;
  /** A public registry, which has no VPC endpoint. */
  readonly outside?: string;
  /** Whether the tasks may start if the call fails. */
  readonly isOptional?: true;
  /** Whether it pulls an image, which a container instance may already have. */
  readonly isPull?: true;
}

const STORES: Readonly<Record<Store, EndpointFeature>> = { secretsmanager: 'secretsManager', ssm: 'parameterStore' };

/** The calls that the tasks of a task runner certainly need. */
export const callsOf: (runner: TaskRunner) => readonly Call[] = onceForEach(findCalls);

function findCalls({ taskDefinition: task, enablesExec, node }: TaskRunner): readonly Call[] {
  const containers = task?.containers.filter(container => container.node.isSure) ?? [];
  const exec: Call[] = enablesExec.is(true) ? [{ ...call('ECS Exec', 'exec', node), isOptional: true }] : [];
  return [...containers.flatMap(container => callsOfContainer(container)), ...exec];
}

/** The call of the ECS agent on container instances in a subnet. */
export function agentCallIn({ node }: Subnet): Call { return { caller: 'the ECS agent', services: INSTANCE_ENDPOINTS, region: ownRegion(node) }; }

function callsOfContainer(container: Container): readonly Call[] {
  const { label, node, secrets, logSecrets, logDriver, logging } = container;
  const registryCredentials = node.get('RepositoryCredentials').get('CredentialsParameter');
  return [
    ...imageCalls(node, `the image of ${label}`),
    ...[...secrets, ...logSecrets].flatMap(secret => secretCalls(secret, label)),
    ...registryCredentials.isGiven ? [call(`the registry credentials of ${label}`, 'secretsManager', node)] : [],
    ...node.list('EnvironmentFiles').atLeast > 0 ? [call(`the environment files of ${label}`, 'environmentFile', node)] : [],
    ...logDriver.is('awslogs') && isBlocking(container) ? [call(`the log of ${label}`, 'awslogs', node, logging.get('Options').text('awslogs-region').known)] : [],
  ];
}

function call(caller: string, feature: EndpointFeature, node: Node, region?: string): Call {
  return { caller, services: TASK_ENDPOINTS[feature], region: region ?? ownRegion(node) };
}

function ownRegion({ resource }: Node): string { return resource.template.source.region ?? OWN_REGION; }

function imageCalls(container: Node, caller: string): readonly Call[] {
  const image = container.partialString('Image');
  if (!image) { return []; }
  const found = ecrImage(image);
  if (found) { return [{ ...call(caller, 'ecrImage', container, ECR_REGION.exec(image.key)?.[1] ?? found.repository?.template.source.region), isPull: true }]; }
  const registry = image.literal !== undefined || image.head.includes('/') ? publicRegistryOf(image.head) : undefined;
  return registry === undefined ? [] : [{ caller, services: [], region: ownRegion(container), outside: registry, isPull: true }];
}

/** AWS does not document whether ECS reads a secret of another Region, so such a call is optional. */
function secretCalls({ node, name, value }: SecretReference, label: string): readonly Call[] {
  if (!node.isSure || !value?.store) { return []; }
  const region = REGION.test(value.region ?? '') ? value.region : undefined;
  const found = call(`secret ${name.known ?? 'option'} of ${label}`, STORES[value.store], node, region);
  return [areDifferentRegions(found.region, ownRegion(node)) ? { ...found, isOptional: true } : found];
}

/** In non-blocking mode, a log driver may drop messages that it cannot send. */
function isBlocking({ logging }: Container): boolean {
  const mode: Node = logging.get('Options').get('mode');
  return mode.isAbsent || mode.asText.is('blocking');
}
