import { ExpressTask } from './express-task';
import type { SecurityGroup } from './security-group';
import type { TaskDefinition, TaskRunnerIndex } from './task-definition';
import { TaskRunner } from './task-runner';
import type { Compute } from '../../../facts/compute';
import { JoinedList } from '../evaluation/joined-list';
import type { Resource } from '../evaluation/resource';
import { Value } from '../evaluation/value';

/** An Express service: ECS creates a Fargate service with a load balancer, and a task definition unless one is named. */
export class ExpressService extends TaskRunner {
  public static readonly TYPE = ExpressTask.TYPE;

  public constructor(resource: Resource, application: TaskRunnerIndex) {
    const { properties } = resource;
    super(resource, {
      node: properties, taskDefinition: properties.get('TaskDefinitionArn'), cluster: properties.get('Cluster'), awsvpc: properties.get('NetworkConfiguration'),
    }, application);
  }

  public get taskDefinition(): TaskDefinition | undefined {
    return this.places.taskDefinition.isAbsent ? this.application.view(ExpressTask, this.resource) : super.taskDefinition;
  }

  public get compute(): Value<Compute> { return Value.known('FARGATE'); }

  /** Unknown, because ECS uses the subnets of the default VPC if none are named. */
  public get networkMode(): Value<string> { return Value.deferred(); }

  /** ECS may create further ones. */
  public get securityGroups(): JoinedList<SecurityGroup> { return new JoinedList(super.securityGroups.known, false); }

  /** ECS decides it by the subnets. */
  public get assignPublicIp(): Value<string> { return Value.deferred(); }
}
