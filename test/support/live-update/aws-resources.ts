import { LiveResource } from './live-resource';

const CALLER = 'Custom::AWS';

/** All that exists in AWS as it is now, whatever a template says: services and calls of others change it. */
export class AwsResources {
  private readonly resources = new Map<string, LiveResource>();

  public get all(): readonly LiveResource[] { return [...this.resources.values()]; }

  public find(physicalId: string): LiveResource | undefined { return this.resources.get(physicalId); }

  public put(resource: LiveResource): void {
    if (!isCaller(resource)) { this.resources.set(resource.physicalId, resource); }
  }

  public change(physicalId: string, properties: Readonly<Record<string, unknown>>): void {
    const resource = this.resources.get(physicalId);
    if (resource) { this.resources.set(physicalId, { ...resource, properties: { ...resource.properties, ...properties } }); }
  }

  public delete(physicalId: string): void { this.resources.delete(physicalId); }
}

/** An `AwsCustomResource` is only known to CloudFormation; what its calls create exists. */
export function isCaller({ type }: Pick<LiveResource, 'type'>): boolean { return type === CALLER; }
