import { AwsError } from './aws-error';
import { AwsResources, isCaller } from './aws-resources';
import { ElbRules } from './elb-rules';
import { LiveResource } from './live-resource';
import { deletionRefusalOf, refusalOf } from './refusals';
import { answerOf, SdkEvent } from './sdk-handler';
import { Observer, ServiceDeployments } from './service-deployments';

/** A resource after CloudFormation has tried to create or update it. */
export interface Outcome {
  /** Undefined if no resource was created or changed. */
  readonly resource?: LiveResource;
  readonly refusal?: string;
}

type Wanted = Omit<LiveResource, 'physicalId'>;

/** Creates, updates and deletes single resources, like the handlers of CloudFormation, which write all properties of the template. */
export class ResourceHandlers {
  private readonly rules: ElbRules;
  private count = 0;

  public constructor(private readonly aws: AwsResources, private readonly deployments: ServiceDeployments, private readonly observer: Observer) {
    this.rules = new ElbRules(aws);
  }

  /** @param current undefined if the resource is created, even as a replacement */
  public write(event: string, wanted: Wanted, current?: LiveResource): Outcome {
    if (isCaller(wanted)) { return this.call(wanted, current); }
    const { aws } = this;
    const resource: LiveResource = { ...wanted, physicalId: current?.physicalId ?? `${wanted.key}#${++this.count}` };
    const refusal = this.observer.fails(event) ? 'InternalFailure' : refusalOf(resource, aws.all);
    if (refusal !== undefined) { return { refusal }; }
    aws.put(resource);
    const failure = resource.type === 'AWS::ECS::Service' ? this.deployments.deploy(event, resource, current) : undefined;
    if (failure === undefined) { return { resource }; }
    if (!current) { return { resource, refusal: failure }; }
    aws.put(current);
    return { refusal: failure };
  }

  /** Returns the reason why the resource is kept. */
  public delete(resource: LiveResource): string | undefined {
    if (isCaller(resource)) { return this.answer('Delete', resource, resource.physicalId).failure; }
    const { aws, deployments } = this;
    const refusal = deletionRefusalOf(resource, aws.all);
    if (refusal !== undefined) { return refusal; }
    aws.delete(resource.physicalId);
    deployments.delete(resource.physicalId);
    return undefined;
  }

  private call(wanted: Wanted, current?: LiveResource): Outcome {
    const { physicalId, failure } = this.answer(current ? 'Update' : 'Create', wanted, current?.physicalId);
    return { resource: { ...wanted, physicalId }, refusal: failure };
  }

  private answer(type: SdkEvent['type'], { key, properties }: Wanted, physicalId?: string) {
    return answerOf({ type, logicalId: key, physicalId, properties }, (action, parameters) => {
      if (this.observer.fails(`call ${action}`)) { throw new AwsError('Throttling', 'Rate exceeded'); }
      return this.rules.call(action, parameters);
    });
  }
}
