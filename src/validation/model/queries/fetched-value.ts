import { FetchedFile, fetchedFiles } from './fetched-file';
import { FILE_SYSTEM_CREDENTIALS, REGISTRY_CREDENTIALS } from '../../../facts/secret-contents';
import type { SecretReference } from '../entities/container';
import { Store, StoredValue } from '../entities/stored-value';
import type { TaskDefinition } from '../entities/task-definition';
import { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import { places } from '../evaluation/places';
import type { Resource } from '../evaluation/resource';

/** A secret or parameter that ECS fetches with the execution role when a task starts. */
export interface FetchedValue {
  /** The place of the reference. */
  readonly place: Node;
  readonly value: StoredValue;
  readonly store: Store;
  /** The secret or parameter, if it is in the app. */
  readonly resource?: Resource;
  /** The name of the variable or log option that gets the value. */
  readonly name?: string;
  /** The purpose of the value, as messages print it. */
  readonly purpose: string;
  /** Whether it is for a log driver. The failure of a log driver without its secret is not documented. */
  readonly isLogOption?: true;
  /** The JSON keys that are read from it. */
  readonly members: readonly string[];
}

const DOMAINLESS = 'credentialspecdomainless:';

const RESOURCES: Readonly<Record<Store, string>> = { secretsmanager: 'AWS::SecretsManager::Secret', ssm: 'AWS::SSM::Parameter' };

/** The values that ECS certainly fetches and whose store is known. */
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

/** The secret in a credential specification that is a parameter of the app. Its contents are not checked, because others read the parameter too. */
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

/** The secret or parameter of the app with the name at a place. */
function namedResource(place: Node, store: Store, { application }: TaskDefinition): Resource | undefined {
  return application.resolve(place, RESOURCES[store], 'Name');
}
