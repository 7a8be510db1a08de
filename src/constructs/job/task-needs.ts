import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct, IDependable } from 'constructs';
import { INetworkClient } from '../network/task-subnets';
import { dependableLater } from '../workload/dependencies';

/**
 * What standalone tasks need to start: the route to the internet, VPC endpoints, permissions, capacity. It has no resources. Everything that starts the
 * tasks waits for the same needs, also for those that are added later.
 */
export class TaskNeeds extends Construct implements INetworkClient {
  public constructor(scope: Construct, id: string, public readonly connections: ec2.Connections) { super(scope, id); }

  /** Needs in the future tense: what they are is known at synthesis. */
  public get all(): IDependable { return dependableLater(() => [...this.node.dependencies]); }

  /** Makes a resource wait that starts tasks. */
  public before(starter: IConstruct): void { (starter.node.defaultChild ?? starter).node.addDependency(this.all); }
}
