import type { InstanceSize } from './instance-selection';
import type { IManagedInstances } from './managed-instances';

const KNOWN = Symbol.for('cdk-ecs-shipshape.knownManagedInstances');

/** The settings of Managed Instances that this app creates; those of imported ones are unknown. */
export interface KnownManagedInstances {
  readonly largest: InstanceSize;
}

export function rememberManagedInstances(instances: IManagedInstances, known: KnownManagedInstances): void {
  Object.defineProperty(instances, KNOWN, { value: known });
}

type Remembering = IManagedInstances & { readonly [KNOWN]?: KnownManagedInstances };

export function knownManagedInstancesOf(instances: Remembering): KnownManagedInstances | undefined { return instances[KNOWN]; }
