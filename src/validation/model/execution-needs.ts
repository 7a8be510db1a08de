import type { Container } from './container';
import type { Phrase } from './phrase';
import { places } from './places';
import type { TaskDefinition } from './task-definition';
import { ECR_HOST } from '../../facts/ecr-images';

/** What ECS does for a container, and how a message says so. */
type Need = readonly [isNeeded: (container: Container, task: TaskDefinition) => boolean, what: string];

const CREDENTIAL_SPEC_ARN = /^credentialspec(?:domainless)?:arn:/;

const NEEDS: readonly Need[] = [
  [({ secrets }) => secrets.some(secret => secret.node.isGiven), 'read the secrets of'],
  [({ logSecrets }) => logSecrets.some(secret => secret.node.isGiven), 'read the secrets of the log driver of'],
  [({ logDriver }, task) => (task.lists('FARGATE') || task.lists('EXTERNAL')) && logDriver.is('awslogs'), 'write the log of'],
  [({ node }, task) => task.lists('FARGATE') && isInEcr(node.phrase('Image')), 'pull from ECR the image of'],
  [({ node }) => node.get('RepositoryCredentials').isFilled, 'read the registry credentials of'],
  [({ node }) => node.list('EnvironmentFiles').atLeast > 0, 'read the environment files of'],
  [({ node }) => node.list('CredentialSpecs').map(spec => spec.asText).some(spec => spec.satisfies(text => CREDENTIAL_SPEC_ARN.test(text))),
    'read the credential specification of'],
  [({ node }) => node.get('FirelensConfiguration').get('Options').text('config-file-type').is('s3'), 'read the configuration of the log router of'],
];

/** What ECS does for a task with its execution role, as a message calls it. */
export function executionNeeds(task: TaskDefinition): readonly string[] {
  const containers = task.containers.filter(({ node }) => node.isGiven);
  const ofContainers = containers.flatMap(container => NEEDS.flatMap(([isNeeded, what]) => isNeeded(container, task) ? [`${what} ${container.label}`] : []));
  const credentials = places(task.node, 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig/CredentialsParameter').filter(({ isGiven }) => isGiven);
  return [...ofContainers, ...credentials.map(place => `read the credentials of ${task.ownerOf(place)}`)];
}

/** A host that is written, or the repository of the app. */
function isInEcr(image: Phrase | undefined): boolean {
  if (!image) { return false; }
  const [first] = image.parts;
  const isRepository = typeof first === 'object' && first.kind === 'attribute' && first.resource.type === 'AWS::ECR::Repository' && first.attribute === 'RepositoryUri';
  return isRepository || ECR_HOST.test(image.key.split('/')[0]);
}
