import { FetchedFile, fetchedFiles } from './fetched-file';
import { FILE_SYSTEM_CREDENTIALS, REGISTRY_CREDENTIALS } from '../../../facts/secret-contents';
import type { SecretReference } from '../entities/container';
import { Store, StoredValue } from '../entities/stored-value';
import type { TaskDefinition } from '../entities/task-definition';
import { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';

/** Something that the execution role fetches from a secret store when a task starts. */
export interface FetchedValue {
  /** Where it is referred to. */
  readonly place: Node;
  readonly value: StoredValue;
  readonly store: Store;
  /** The secret or parameter, where it is in the app. */
  readonly resource?: Resource;
  /** The variable or log option that it becomes. */
  readonly name?: string;
  /** What it is for, as a message calls it. */
  readonly purpose: string;
  /** Whether it goes to a log driver, of which nobody has published how it fails without. */
  readonly isLogOption?: true;
  /** The members of a JSON object that are taken from it. */
  readonly members: readonly string[];
}

const DOMAINLESS = 'credentialspecdomainless:';

const RESOURCES: Readonly<Record<Store, string>> = { secretsmanager: 'AWS::SecretsManager::Secret', ssm: 'AWS::SSM::Parameter' };

/** Everything that is certainly fetched and of which the store is known. */
export function fetchedValues(task: TaskDefinition): readonly FetchedValue[] {
  return task.containers.filter(({ node }) => node.isSure).flatMap(container => {
    const { label } = container;
    return [
      ...secrets(task, container.secrets, label),
      ...secrets(task, container.logSecrets, label).map(value => ({ ...value, isLogOption: true as const })),
      ...fetched(task, container.node.get('RepositoryCredentials').get('CredentialsParameter'), `the registry credentials of ${label}`, 'secretsmanager')
        .map(value => ({ ...value, members: REGISTRY_CREDENTIALS })),
    ];
  }).concat(
    places(task.node, 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig/CredentialsParameter')
      .flatMap(place => fetched(task, place, `the credentials of ${task.ownerOf(place)}`))
      .map(value => ({ ...value, members: FILE_SYSTEM_CREDENTIALS })),
    places(task.node, 'ContainerDefinitions/*/CredentialSpecs').length === 0 ? [] : fetchedFiles(task).flatMap(file => domainUser(task, file)),
  );
}

/** The secret that a specification names which is a parameter of the app. What it holds is nobody's to say: others read the parameter too. */
function domainUser(task: TaskDefinition, { place, parameter }: FetchedFile): readonly FetchedValue[] {
  const specification = parameter?.resource?.properties.partialString('Value');
  if (!specification || place.asPartialString?.head.startsWith(DOMAINLESS) !== true) { return []; }
  return specification.parts.flatMap(part => {
    const value = StoredValue.of(PartialString.made([part]), task.resource.template);
    return value?.store === 'secretsmanager'
      ? [{ place, value, store: value.store, resource: value.resource, purpose: `the domain user of ${task.ownerOf(place)}`, members: [] }]
      : [];
  });
}

function secrets(task: TaskDefinition, references: readonly SecretReference[], owner: string): readonly FetchedValue[] {
  return references.filter(({ node }) => node.isSure)
    .flatMap(({ node, name, usedAs }) => fetched(task, node.get('ValueFrom'), `${usedAs} ${name.known ?? 'of unknown name'} of ${owner}`)
      .map(value => ({ ...value, name: name.known })));
}

function fetched(task: TaskDefinition, place: Node, purpose: string, names?: Store): readonly FetchedValue[] {
  const reference = place.asPartialString;
  const value = reference && StoredValue.of(reference, task.resource.template, names);
  const store = value?.store;
  if (!value || !store) { return []; }
  const members = value.jsonKey === undefined ? [] : [value.jsonKey];
  return [{ place, value, store, purpose, members, resource: value.resource ?? namedResource(place, store, task) }];
}

/** The one of the app that has the name which stands at a place. */
function namedResource(place: Node, store: Store, { application }: TaskDefinition): Resource | undefined {
  return application.resolve(place, RESOURCES[store], 'Name');
}
