import { CapacityProvider } from './capacity-provider';
import { entityAt } from './entity';
import { Compute, FARGATE_CAPACITY_PROVIDERS } from '../../../facts/compute';
import { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

/** How a service, or a cluster by default, spreads tasks over capacity providers. */
export class CapacityStrategy {
  public readonly items: readonly StrategyItem[];

  /** `taskCounts`: the numbers of tasks that certainly come to be placed by it, as far as they are known. */
  public constructor(public readonly node: Node, application: ResourceIndex, public readonly taskCounts: () => readonly number[] = () => []) {
    this.items = node.asList.map(item => new StrategyItem(item, item.get('CapacityProvider'), application));
  }

  public get resource(): Resource { return this.node.resource; }

  public get isComplete(): boolean { return this.node.asList.isKnown; }

  /** The one kind of compute all its providers offer; unknown when one is, or when they differ. */
  public get compute(): Value<Compute> {
    const [first, ...others] = this.items.map(item => item.compute);
    const kind = first?.known;
    return this.isComplete && kind !== undefined && others.every(other => other.is(kind)) ? Value.known(kind) : Value.deferred();
  }
}

/** One provider of a strategy with its share, or one of a cluster's list. */
export class StrategyItem {
  public constructor(public readonly node: Node, private readonly place: Node, private readonly application: ResourceIndex) {}

  public get providerName(): Value<string> { return this.place.asText; }
  public get base(): Value<number> { return this.node.number('Base').orDefault(0); }
  public get weight(): Value<number> { return this.node.number('Weight').orDefault(0); }

  public get provider(): CapacityProvider | undefined {
    return entityAt(CapacityProvider, this.place, this.application);
  }

  public get compute(): Value<Compute> {
    return this.isFargate ? Value.known('FARGATE') : this.provider?.compute ?? Value.deferred();
  }

  /** The provider as a message prints it. */
  public get label(): string { return this.providerName.known ?? this.provider?.resource.logicalId ?? 'a capacity provider'; }

  private get isFargate(): boolean { return this.providerName.isOneOf(FARGATE_CAPACITY_PROVIDERS); }
}
