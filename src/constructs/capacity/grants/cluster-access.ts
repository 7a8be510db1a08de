import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { grantExec } from './exec-grant';
import { CLUSTER_CONDITION_KEY, PASS_ROLE, READ_CLUSTER, RUN_TASK, STOP_TASK, TAG_ON_RUN } from '../../../facts/cluster-access';
import { refuse } from '../../checks';
import { arnOnCluster, ClusterResource, otherAccountProblems } from '../cluster-place';

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The permissions of a caller that works with one cluster. Each policy is confined to the cluster. */
export class ClusterAccess {
  public constructor(private readonly scope: IConstruct, private readonly cluster: ecs.ICluster) {}

  public run(grantee: iam.IGrantable, taskDefinition: ecs.ITaskDefinition): iam.Grant {
    this.check('grantRunTask', grantee);
    const roles = [taskDefinition.taskRole, executionRoleOf(taskDefinition)].filter(role => role !== undefined);
    return this.grant(grantee, [RUN_TASK], [everyRevisionOf(taskDefinition)], this.onCluster)
      .combine(this.grant(grantee, [TAG_ON_RUN.action], [this.arn('task')], { StringEquals: TAG_ON_RUN.condition }))
      .combine(this.grant(grantee, [PASS_ROLE.action], roles.map(({ roleArn }) => roleArn), { StringEquals: PASS_ROLE.condition }));
  }

  public stop(grantee: iam.IGrantable): iam.Grant {
    this.check('grantStopTask', grantee);
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
      this.grant(grantee, READ_CLUSTER.anyOfCluster, ['*'], this.onCluster),
    ];
    return grants.reduce((all, each) => all.combine(each));
  }

  public exec(grantee: iam.IGrantable): iam.Grant {
    this.check('grantExec', grantee);
    return grantExec(this.scope, this.cluster, grantee);
  }

  private get onCluster(): Conditions { return { ArnEquals: { [CLUSTER_CONDITION_KEY]: this.cluster.clusterArn } }; }

  private arn(resource: ClusterResource): string { return arnOnCluster(this.scope, this.cluster, resource, '*'); }

  private grant(grantee: iam.IGrantable, actions: readonly string[], resourceArns: readonly string[], conditions?: Conditions): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [...resourceArns], conditions });
  }

  /** Throws for a grantee in another account, which ECS cannot allow. */
  private check(method: string, grantee: iam.IGrantable): void {
    refuse(this.scope, otherAccountProblems(method, 'cluster', this.scope, this.cluster, grantee));
  }
}

/** The first container that needs the role creates it; a later one would not extend the permission. */
function executionRoleOf(taskDefinition: ecs.ITaskDefinition): iam.IRole | undefined {
  return taskDefinition instanceof ecs.TaskDefinition ? taskDefinition.obtainExecutionRole() : taskDefinition.executionRole;
}

/** Callers may name the family, which is its latest revision, or a revision from before a deployment. */
function everyRevisionOf(taskDefinition: ecs.ITaskDefinition): string {
  if (!(taskDefinition instanceof ecs.TaskDefinition)) { return taskDefinition.taskDefinitionArn; }
  return Stack.of(taskDefinition).formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${taskDefinition.family}:*` });
}
