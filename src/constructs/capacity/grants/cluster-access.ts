import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { grantExec } from './exec-grant';
import { Conditions, onCluster, runPermissions } from './run-permissions';
import { READ_CLUSTER, READ_TASKS, STOP_TASK } from '../../../facts/cluster-access';
import { refuse } from '../../checks';
import { arnOnCluster, ClusterResource, otherAccountProblems } from '../cluster-place';

/** The permissions of a caller that works with one cluster. Each policy is confined to the cluster. */
export class ClusterAccess {
  public constructor(private readonly scope: IConstruct, private readonly cluster: ecs.ICluster) {}

  /** `method` is the method that the app calls, for the message. */
  public run(grantee: iam.IGrantable, taskDefinition: ecs.ITaskDefinition, method = 'grantRunTask'): iam.Grant {
    this.check(method, grantee);
    const grants = runPermissions(this.scope, this.cluster, taskDefinition)
      .map(({ actions, resourceArns, conditions }) => this.grant(grantee, actions, resourceArns, conditions));
    return combined(grants);
  }

  public stop(grantee: iam.IGrantable, method = 'grantStopTask'): iam.Grant {
    this.check(method, grantee);
    return this.grant(grantee, [STOP_TASK], [this.arn('task')]);
  }

  public read(grantee: iam.IGrantable): iam.Grant {
    this.check('grantRead', grantee);
    const grants = [
      this.grant(grantee, READ_CLUSTER.cluster, [this.cluster.clusterArn]),
      this.grant(grantee, READ_CLUSTER.containerInstance, [this.arn('container-instance')]),
      this.grant(grantee, READ_CLUSTER.service, [this.arn('service')]),
      this.grant(grantee, READ_CLUSTER.serviceDeployment, [this.arn('service-deployment')]),
      this.grant(grantee, READ_CLUSTER.serviceRevision, [this.arn('service-revision')]),
      this.grant(grantee, READ_CLUSTER.task, [this.arn('task')]),
      this.grant(grantee, READ_CLUSTER.taskSet, [this.arn('task-set')]),
      this.grant(grantee, READ_CLUSTER.anyOfCluster, ['*'], onCluster(this.cluster)),
    ];
    return combined(grants);
  }

  /** What a caller needs to find tasks and to read how they ended. */
  public readTasks(grantee: iam.IGrantable): iam.Grant {
    this.check('grantRead', grantee);
    return combined([
      this.grant(grantee, READ_TASKS.task, [this.arn('task')]),
      this.grant(grantee, READ_TASKS.anyOfCluster, ['*'], onCluster(this.cluster)),
    ]);
  }

  public exec(grantee: iam.IGrantable): iam.Grant {
    this.check('grantExec', grantee);
    return grantExec(this.scope, this.cluster, grantee);
  }

  private arn(resource: ClusterResource): string { return arnOnCluster(this.scope, this.cluster, resource, '*'); }

  private grant(grantee: iam.IGrantable, actions: readonly string[], resourceArns: readonly string[], conditions?: Conditions): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [...resourceArns], conditions });
  }

  /** Throws for a grantee in another account, which ECS cannot allow. */
  private check(method: string, grantee: iam.IGrantable): void {
    refuse(this.scope, otherAccountProblems(method, 'cluster', this.scope, this.cluster, grantee));
  }
}

function combined(grants: readonly iam.Grant[]): iam.Grant { return grants.reduce((all, each) => all.combine(each)); }
