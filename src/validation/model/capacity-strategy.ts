import type { Application } from './application';
import { CapacityProvider } from './capacity-provider';
import { Node } from './node';
import { Value } from './value';
import { Compute, FARGATE_CAPACITY_PROVIDERS } from '../../facts/compute';

/** How a service, or a cluster by default, spreads tasks over capacity providers. */
export class CapacityStrategy {
  public readonly items: readonly StrategyItem[];

  public constructor(public readonly node: Node, application: Application) {
    this.items = node.asList.map(item => new StrategyItem(item, application));
  }

  public get isComplete(): boolean { return this.node.asList.isKnown; }

  /** The one kind of compute all its providers offer; unknown when one is, or when they differ. */
  public get compute(): Value<Compute> {
    const [first, ...others] = this.items.map(item => item.compute);
    const kind = first?.known;
    return this.isComplete && kind !== undefined && others.every(other => other.is(kind)) ? Value.known(kind) : Value.deferred();
  }
}

/** One provider of a strategy with its share. */
export class StrategyItem {
  public constructor(public readonly node: Node, private readonly application: Application) {}

  public get providerName(): Value<string> { return this.node.text('CapacityProvider'); }
  public get base(): Value<number> { return this.node.number('Base').orDefault(0); }
  public get weight(): Value<number> { return this.node.number('Weight').orDefault(0); }

  public get provider(): CapacityProvider | undefined {
    const found = this.application.resolve(this.node.get('CapacityProvider'), 'AWS::ECS::CapacityProvider', 'Name');
    return found && this.application.view(CapacityProvider, found);
  }

  public get compute(): Value<Compute> {
    if (this.providerName.isOneOf(FARGATE_CAPACITY_PROVIDERS)) { return Value.known('FARGATE'); }
    return this.provider?.compute ?? Value.deferred();
  }

  /** The provider as a message prints it. */
  public get label(): string { return this.providerName.known ?? this.provider?.resource.logicalId ?? 'a capacity provider'; }

  /** What tells it from other providers, when that is known. */
  public get identity(): string | undefined { return this.provider?.resource.logicalId ?? this.providerName.known; }
}
