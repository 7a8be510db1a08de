import { CapacityProvider } from './capacity-provider';
import { entityAt } from './entity';
import { Compute, FARGATE_CAPACITY_PROVIDERS } from '../../../facts/compute';
import { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

/** A capacity provider strategy: the strategy of a task runner, or the default strategy of a cluster. */
export class CapacityStrategy {
  public readonly items: readonly StrategyItem[];

  /** `taskCounts` returns the known numbers of tasks that the strategy certainly places. */
  public constructor(public readonly node: Node, application: ResourceIndex, public readonly taskCounts: () => readonly number[] = () => []) {
    this.items = node.asList.map(item => new StrategyItem(item, item.get('CapacityProvider'), application));
  }

  public get isComplete(): boolean { return this.node.asList.isKnown; }

  /** The compute of all its capacity providers; deferred if they differ or one of them is unknown. */
  public get compute(): Value<Compute> {
    const [first, ...others] = this.items.map(item => item.compute);
    const kind = first?.known;
    return this.isComplete && kind !== undefined && others.every(other => other.is(kind)) ? Value.known(kind) : Value.deferred();
  }
}

/** A capacity provider in a strategy, with base and weight, or in the list of a cluster. */
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

  /** The capacity provider as messages print it. */
  public get label(): string { return this.providerName.known ?? this.provider?.resource.logicalId ?? 'a capacity provider'; }

  private get isFargate(): boolean { return this.providerName.isOneOf(FARGATE_CAPACITY_PROVIDERS); }
}
