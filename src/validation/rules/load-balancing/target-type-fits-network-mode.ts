import { own } from '../../../facts/own';
import { GATEWAY_PROTOCOL, OTHER_TARGET_TYPES, SERVICE_TARGET_TYPES, TARGET_TYPE_OF_MODE } from '../../../facts/target-groups';
import { DeploymentGroup } from '../../model/entities/deployment-group';
import { TargetGroup } from '../../model/entities/target-group';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Location } from '../../model/evaluation/resource';
import { defineRule, Violation } from '../rule';

const DEPLOYED = 'a Fargate service that CodeDeploy deploys';

export default defineRule({
  title: 'The target type of a target group matches the network mode of the tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS registers tasks with network mode awsvpc by IP address, and tasks with bridge or host by instance ID and port. It refuses a target group with the other target type, and a Gateway Load Balancer for tasks without awsvpc.',
  fix: 'Set targetType of the target group to elbv2.TargetType.IP for awsvpc, and to elbv2.TargetType.INSTANCE (the default) for bridge and host. In CloudFormation: TargetType ip or instance; changing it replaces the target group.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'taskRunner',
  *check(runner) {
    for (const [group, place] of targetGroupsOf(runner)) {
      const problem = otherType(group) ?? otherThanMode(group, runner) ?? gatewayProblem(group, runner);
      if (problem) { yield { related: [place], ...problem }; }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'instances': { Targets: { TargetType: 'instance' } },
    'no target type, instance by default': { Targets: { TargetType: undefined } },
    'a Gateway Load Balancer for tasks on a host port': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Targets: { Protocol: 'GENEVE', Port: 6081 } },
    },
    'IP addresses for network mode bridge': { scene: 'an EC2 service on dynamic ports behind a load balancer', change: { Targets: { TargetType: 'ip' } } },
    'IP addresses for network mode bridge, without required compatibilities': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Targets: { TargetType: 'ip' }, Task: { RequiresCompatibilities: undefined } },
    },
    'instances in the second target group of CodeDeploy': { scene: DEPLOYED, change: { Green: { TargetType: 'instance' } } },
    'no target type for the second target group of CodeDeploy': { scene: DEPLOYED, change: { Green: { TargetType: undefined } } },
    'a Lambda function': { Targets: { TargetType: 'lambda', Port: undefined, Protocol: undefined, VpcId: undefined } },
  },
  good: {
    'IP addresses over HTTP/2': { Targets: { ProtocolVersion: 'HTTP2' } },
    'a Gateway Load Balancer': { Targets: { Protocol: 'GENEVE', Port: 6081 } },
    'a Gateway Load Balancer with a platform version': { Targets: { Protocol: 'GENEVE', Port: 6081 }, Service: { PlatformVersion: '1.4.0' } },
    'IP addresses in the second target group of CodeDeploy': { scene: DEPLOYED, change: { Green: { TargetType: 'ip' } } },
    'instances in a target group of another deployment group': {
      scene: DEPLOYED, change: { Green: { TargetType: 'instance' }, Group: { ECSServices: [{ ClusterName: 'shop', ServiceName: 'api' }] } },
    },
    'instances in a second target group of CodeDeploy under a condition': {
      scene: DEPLOYED, change: { Green: { TargetType: 'instance' }, Group: { LoadBalancerInfo: { 'Fn::If': ['OnInstances', { Ref: 'AParameter' }, { Ref: 'AWS::NoValue' }] } } },
    },
  },
});

/** The target groups in which ECS or CodeDeploy registers the tasks, with the location of each reference. */
function targetGroupsOf(runner: TaskRunner): ReadonlyMap<TargetGroup, Location> {
  const deployed = DeploymentGroup.of(runner).flatMap(({ node, pairedGroups }) => pairedGroups.flat().map(group => [group, node.at('LoadBalancerInfo')] as const));
  const named = runner.attachments.flatMap(({ targetGroups }) => targetGroups).map(group => [group, runner.resource.at('LoadBalancers')] as const);
  return new Map([...deployed, ...named]);
}

type Problem = Pick<Violation, 'location' | 'message'> | undefined;

function otherType({ targetType, node }: TargetGroup): Problem {
  if (!targetType.isOneOf(OTHER_TARGET_TYPES)) { return undefined; }
  return { location: node.at('TargetType'), message: `target type ${targetType} does not accept tasks; use ${SERVICE_TARGET_TYPES.join(' or ')}` };
}

function otherThanMode({ targetType, node }: TargetGroup, runner: TaskRunner): Problem {
  const { networkMode } = runner;
  const wanted = networkMode.map(mode => own(TARGET_TYPE_OF_MODE, mode));
  const isOther = wanted.satisfies(type => targetType.isOneOf(SERVICE_TARGET_TYPES.filter(each => each !== type)));
  if (!isOther || isMistaken(runner)) { return undefined; }
  const value = `${targetType}${node.get('TargetType').isAbsent ? ' (the default)' : ''}`;
  return { location: node.at('TargetType'), message: `target type ${value} does not work with network mode ${networkMode}; use ${wanted}` };
}

function gatewayProblem({ protocol, node }: TargetGroup, { networkMode }: TaskRunner): Problem {
  const isUnsupported = protocol.is(GATEWAY_PROTOCOL) && networkMode.differs('awsvpc');
  if (!isUnsupported) { return undefined; }
  return { location: node.at('Protocol'), message: `a Gateway Load Balancer (protocol ${protocol}) needs network mode awsvpc, but the tasks use ${networkMode}` };
}

/** Whether the network mode is wrong: Fargate supports only awsvpc. */
function isMistaken({ taskDefinition: task, networkMode }: TaskRunner): boolean {
  return task?.mayRunOn('FARGATE') === true && networkMode.differs('awsvpc');
}
