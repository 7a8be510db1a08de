import type { SecretReference } from './container';
import { Node } from './node';
import { places } from './places';
import type { Resource } from './resource';
import { Store, StoredValue } from './stored-value';
import type { TaskDefinition } from './task-definition';

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
  /** Whether it is a user and a password for a registry. */
  readonly isRegistry?: true;
}

const RESOURCES: Readonly<Record<Store, string>> = { secretsmanager: 'AWS::SecretsManager::Secret', ssm: 'AWS::SSM::Parameter' };

/** Everything that is certainly fetched and of which the store is known. */
export function fetchedValues(task: TaskDefinition): readonly FetchedValue[] {
  return task.containers.filter(({ node }) => node.isSure).flatMap(container => {
    const { label } = container;
    return [
      ...secrets(task, container.secrets, label),
      ...secrets(task, container.logSecrets, label).map(value => ({ ...value, isLogOption: true as const })),
      ...fetched(task, container.node.get('RepositoryCredentials').get('CredentialsParameter'), `the registry credentials of ${label}`, 'secretsmanager')
        .map(value => ({ ...value, isRegistry: true as const })),
    ];
  }).concat(places(task.node, 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig/CredentialsParameter')
    .flatMap(place => fetched(task, place, `the credentials of ${task.ownerOf(place)}`)));
}

function secrets(task: TaskDefinition, references: readonly SecretReference[], owner: string): readonly FetchedValue[] {
  return references.filter(({ node }) => node.isSure)
    .flatMap(({ node, name, usedAs }) => fetched(task, node.get('ValueFrom'), `${usedAs} ${name.known ?? 'of unknown name'} of ${owner}`)
      .map(value => ({ ...value, name: name.known })));
}

function fetched(task: TaskDefinition, place: Node, purpose: string, names?: Store): readonly FetchedValue[] {
  const reference = place.asPhrase;
  const value = reference && StoredValue.of(reference, task.resource.template, names);
  const store = value?.store;
  if (!value || !store) { return []; }
  return [{ place, value, store, purpose, resource: value.resource ?? namedResource(place, store, task) }];
}

/** The one of the app that has the name which stands at a place. */
function namedResource(place: Node, store: Store, { application }: TaskDefinition): Resource | undefined {
  return application.resolve(place, RESOURCES[store], 'Name');
}
