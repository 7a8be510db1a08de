import { LiveResource } from './live-resource';

const CALLER = 'Custom::AWS';

/** The current resources in AWS, independent of templates: services and other calls change them. */
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

/** An `AwsCustomResource` exists only in CloudFormation; the resources that its calls create exist in AWS. */
export function isCaller({ type }: Pick<LiveResource, 'type'>): boolean { return type === CALLER; }
