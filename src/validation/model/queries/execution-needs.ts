import { ECR_HOST } from '../../../facts/ecr-images';
import type { Container } from '../entities/container';
import type { TaskDefinition } from '../entities/task-definition';
import type { PartialString } from '../evaluation/partial-string';
import { places } from '../evaluation/places';

const CREDENTIAL_SPEC_ARN = /^credentialspec(?:domainless)?:arn:/;

/** An action of ECS for a task that needs the execution role. */
export interface ExecutionNeed {
  /** The action, as messages print it. */
  readonly purpose: string;
  /** Whether the agent on external instances may use another role, although AWS requires this one. */
  readonly isDoubtful: boolean;
}

/** The actions of ECS for a task that need the execution role. */
export function executionNeeds(task: TaskDefinition): readonly ExecutionNeed[] {
  const hasNoAgentRole = pullsWithRole(task);
  const ofContainers = task.containers.filter(({ node }) => node.isGiven).flatMap(container => [
    ...needsOf(container, hasNoAgentRole).map(purpose => ({ purpose, isDoubtful: false })),
    ...!hasNoAgentRole && task.lists('EXTERNAL') && container.logDriver.is('awslogs') ? [{ purpose: `write the log of ${container.label}`, isDoubtful: true }] : [],
  ]);
  const credentials = places(task.node, 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig/CredentialsParameter').filter(({ isGiven }) => isGiven);
  const log = task.isExpress ? [{ purpose: 'write the log of the primary container', isDoubtful: false }] : [];
  return [...ofContainers, ...log, ...credentials.map(place => ({ purpose: `read the credentials of ${task.ownerOf(place)}`, isDoubtful: false }))];
}

/** Whether it is for daemons, ECS registers it for Fargate, or a task runner runs it there without overriding the execution role. */
function pullsWithRole(task: TaskDefinition): boolean {
  return task.isDaemon || task.lists('FARGATE') || task.taskRunners.some(({ compute, overrides }) => compute.is('FARGATE') && overrides?.replaces('ExecutionRoleArn') !== true);
}

function needsOf({ node, secrets, logSecrets, logDriver, label }: Container, hasNoAgentRole: boolean): readonly string[] {
  const needs: readonly (readonly [boolean, string])[] = [
    [secrets.some(secret => secret.node.isGiven), 'read the secrets of'],
    [logSecrets.some(secret => secret.node.isGiven), 'read the secrets of the log driver of'],
    [hasNoAgentRole && logDriver.is('awslogs'), 'write the log of'],
    [hasNoAgentRole && isInEcr(node.partialString('Image')), 'pull the ECR image of'],
    [node.get('RepositoryCredentials').isFilled, 'read the registry credentials of'],
    [node.list('EnvironmentFiles').atLeast > 0, 'read the environment files of'],
    [node.list('CredentialSpecs').map(spec => spec.asText).some(spec => spec.satisfies(text => CREDENTIAL_SPEC_ARN.test(text))),
      'read the credential specification of'],
    [node.get('FirelensConfiguration').get('Options').text('config-file-type').is('s3'), 'read the configuration of the log router of'],
  ];
  return needs.flatMap(([isNeeded, what]) => isNeeded ? [`${what} ${label}`] : []);
}

/** Whether the image has a literal ECR host, or is in a repository of the app. */
function isInEcr(image: PartialString | undefined): boolean {
  if (!image) { return false; }
  const [first] = image.parts;
  const isRepository = typeof first === 'object' && first.kind === 'attribute' && first.resource.type === 'AWS::ECR::Repository' && first.attribute === 'RepositoryUri';
  return isRepository || ECR_HOST.test(image.key.split('/')[0]);
}
