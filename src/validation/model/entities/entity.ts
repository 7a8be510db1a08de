import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex, ViewOf } from '../index/resource-index';

/** A typed view of one resource. Its class has a `TYPE`, and a `NAME` if others may refer to the resource by name. */
export abstract class Entity<I extends ResourceIndex = ResourceIndex> {
  public constructor(public readonly resource: Resource, public readonly application: I) {}

  /** The properties of the resource. */
  public get node(): Node { return this.resource.properties; }
}

/** The class of an entity: its resource type, and the property that holds the name of the resource. */
export interface EntityClass<T, I> extends ViewOf<T, I> {
  readonly TYPE: string;
  readonly NAME?: string;
}

/** Every entity of a class. */
export function allOf<T, I extends ResourceIndex>(kind: EntityClass<T, I>, application: I): readonly T[] {
  return application.ofType(kind.TYPE).map(resource => application.view(kind, resource));
}

/** The entities that places certainly refer to. The list is complete if `areAll` is true and each place resolves to an entity. */
export function entitiesAt<T, I extends ResourceIndex>(
  kind: EntityClass<T, I>, places: Iterable<Node>, areAll: boolean, application: I,
): JoinedList<T> {
  return JoinedList.found(Array.from(places, place => place.isSure ? entityAt(kind, place, application) : undefined), areAll);
}

/** The entity that a place refers to, if it is certainly in the app. */
export function entityAt<T, I extends ResourceIndex>(kind: EntityClass<T, I>, place: Node, application: I): T | undefined {
  const found = application.resolve(place, kind.TYPE, kind.NAME);
  return found && application.view(kind, found);
}

/**
 * The entities of a class that refer to a resource with a property. The list is incomplete if one of them refers to an unknown resource,
 * or if something outside the app may change the resource.
 */
export function ownedBy<T, I extends ResourceIndex>(kind: EntityClass<T, I>, owner: Resource, key: string, application: I): JoinedList<T> {
  const known = application.referringTo(owner, kind.TYPE, key).map(resource => application.view(kind, resource));
  return new JoinedList(known, !application.mayReferToAny(kind.TYPE, key) && !mayBeChangedOutside(owner, application));
}
