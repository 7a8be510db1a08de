import type { LoadBalancer } from '../../model/load-balancing';
import type { IngressRule } from '../../model/security-group';
import { defineRule, Violation } from '../rule';

/** What the rules of a security group are read for; datagrams are let in by others. */
const OVER_TCP: readonly string[] = ['HTTP', 'HTTPS', 'TCP', 'TLS'];

export default defineRule({
  title: 'The security groups of the tasks let their load balancer in',
  severity: 'error',
  outcome: 'hangs',
  why: 'Health checks time out where no rule admits the load balancer, so ECS stops and starts tasks until the deployment fails.',
  fix: 'Add an ingress rule for the container port, with the security group of the load balancer as its source; for a network load balancer without security groups, the addresses of its subnets. In the CDK: service.connections.allowFrom(source, port).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',

  subject: 'launch',
  *check({ attachments, networkMode, securityGroups, awsvpc }) {
    const rules = securityGroups?.map(group => group.ingress);
    if (!networkMode.is('awsvpc')) { return; }
    if (!rules?.every(ingress => ingress !== undefined)) { return; }
    for (const { containerPort: { known: port }, portMapping, targetGroup } of attachments) {
      // a port that is not mapped is another rule's
      if (!portMapping || port === undefined || !targetGroup?.protocol.isOneOf(OVER_TCP)) { continue; }
      const shutOut = targetGroup.loadBalancers?.find(balancer => isShutOut(balancer, port, rules.flat()));
      if (shutOut) {
        const related = [shutOut, ...securityGroups ?? []].map(({ resource }) => resource.at(''));
        yield { location: awsvpc.at('SecurityGroups'), related, ...violation(shutOut, port) };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'another port': { FromBalancer: { FromPort: 8080, ToPort: 8080 } },
    'no rule': { FromBalancer: undefined },
    'another source': { FromBalancer: { SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] } } },
    'a network load balancer without security groups': {
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'network', SecurityGroups: undefined } },
      Listener: { Port: 80, Protocol: 'TCP', Certificates: undefined },
    },
  },
  good: {
    'a range of ports': { FromBalancer: { FromPort: 1, ToPort: 1024 } },
    'datagrams': {
      Targets: { Protocol: 'UDP', HealthCheckPort: '8080' },
      FromBalancer: { IpProtocol: 'udp' },
      Balancer: { Type: 'network' },
      Listener: { Port: 80, Protocol: 'UDP', Certificates: undefined },
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Protocol: 'udp' }] } } },
    },
    'a range of addresses': { FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/16' } },
    'a rule of the group itself': {
      FromBalancer: undefined,
      TaskGroup: { SecurityGroupIngress: { IpProtocol: '-1', SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] } } },
    },
    'a rule of a group that is not known': { FromBalancer: { GroupId: { Ref: 'GroupId' } } },
  },
});

/** A network load balancer without security groups comes from its own addresses, which no group stands for. */
function isShutOut(balancer: LoadBalancer, port: number, rules: readonly IngressRule[]): boolean {
  const sources = balancer.hasNoSecurityGroups ? [] : balancer.securityGroups;
  return sources !== undefined && rules.every(rule => rule.excludes(port, sources));
}

function violation({ resource, hasNoSecurityGroups }: LoadBalancer, port: number): Pick<Violation, 'message' | 'severity'> {
  return hasNoSecurityGroups
    ? { message: `no ingress rule lets network load balancer ${resource.logicalId}, which has no security groups, in on port ${port}`, severity: 'warning' }
    : { message: `no ingress rule lets load balancer ${resource.logicalId} in on port ${port}` };
}
