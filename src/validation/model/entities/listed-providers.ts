import type { StrategyItem } from './capacity-strategy';
import { FARGATE_CAPACITY_PROVIDERS } from '../../../facts/compute';
import type { Resource } from '../evaluation/resource';

/** The capacity providers of a cluster, as sets to look up those of a strategy. */
export class ListedProviders {
  private readonly resources = new Set<Resource>();
  private readonly names = new Set<string>();
  private isAnyUnknown = false;

  public constructor(items: readonly StrategyItem[]) {
    for (const { provider, providerName } of items) {
      if (provider) { this.resources.add(provider.resource); } else { providerName.possible.forEach(name => this.names.add(name)); }
      if (!provider && !providerName.isKnown) { this.isAnyUnknown = true; }
    }
  }

  /** Whether a capacity provider of the app or of Fargate may be among them. */
  public mayHold({ provider, providerName }: StrategyItem): boolean {
    if (this.isAnyUnknown) { return true; }
    if (!provider) { return providerName.possible.some(name => this.names.has(name)); }
    return this.resources.has(provider.resource) || this.mayBeNamed(provider.node.text('Name').known);
  }

  /** A name that CloudFormation generates may be any name but those of Fargate. */
  private mayBeNamed(name: string | undefined): boolean {
    return name === undefined ? [...this.names].some(each => !FARGATE_CAPACITY_PROVIDERS.includes(each)) : this.names.has(name);
  }
}
