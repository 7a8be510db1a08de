import { CloudWatchLogsClient, DescribeLogGroupsCommand, LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import {
  Cluster, DescribeClustersCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient, ListClustersCommand, ListServicesCommand,
  Service, TaskDefinition,
} from '@aws-sdk/client-ecs';
import { DescribeListenersCommand, DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client, Listener, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';

export interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | string[]; readonly Resource: string | string[] }[];
}

/** The deployed resources, according to the APIs of AWS. */
export class Deployed {
  private readonly ecs = new ECSClient();
  private readonly balancing = new ElasticLoadBalancingV2Client();
  private readonly logs = new CloudWatchLogsClient();
  private readonly iam = new IAMClient();

  public async cluster(): Promise<Cluster> {
    const { clusterArns } = await this.ecs.send(new ListClustersCommand());
    const { clusters } = await this.ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
    return only(clusters);
  }

  /** The API and the worker. */
  public async services(): Promise<readonly [Service, Service]> {
    const cluster = (await this.cluster()).clusterArn;
    const { serviceArns } = await this.ecs.send(new ListServicesCommand({ cluster }));
    const { services = [] } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
    const [api, worker, ...others] = [...services].sort((a, b) => a.serviceName!.localeCompare(b.serviceName!));
    if (!worker || others.length > 0) { throw new Error(`expected two services, found ${services.length}`); }
    return [api, worker];
  }

  public async taskDefinition({ taskDefinition }: Service): Promise<TaskDefinition> {
    return (await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition!;
  }

  public async targetGroup(arn: string): Promise<TargetGroup> {
    return only((await this.balancing.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }))).TargetGroups);
  }

  public async listener(loadBalancerArn: string): Promise<Listener> {
    return only((await this.balancing.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))).Listeners);
  }

  public async logGroup(name: string): Promise<LogGroup> {
    return only((await this.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }))).logGroups);
  }

  /** The statements in the inline policies of a role. */
  public async statements(roleArn: string): Promise<Statement[]> {
    const RoleName = roleArn.split('/').at(-1)!;
    const { PolicyNames = [] } = await this.iam.send(new ListRolePoliciesCommand({ RoleName }));
    const policies = await Promise.all(PolicyNames.map(PolicyName => this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))));
    return policies
      .flatMap(({ PolicyDocument }) => (JSON.parse(decodeURIComponent(PolicyDocument!)) as PolicyDocument).Statement)
      .map(({ Action, Resource }) => ({ Action: [Action].flat(), Resource: [Resource].flat() }));
  }
}

function only<T>(found: readonly T[] | undefined): T {
  if (found?.length !== 1) { throw new Error(`expected one, found ${found?.length ?? 0}`); }
  return found[0];
}
