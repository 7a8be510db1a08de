import { TARGET_GROUPS_OF_PAIR } from '../../../facts/code-deploy-groups';
import { TARGET_GROUP_PAIR_SETTINGS } from '../../../facts/deployment-strategies';
import { DeploymentGroup } from '../../model/entities/deployment-group';
import type { Service } from '../../model/entities/service';
import { TargetGroup } from '../../model/entities/target-group';
import { shiftsTraffic } from '../../model/queries/traffic-shift';
import { codeDeployPair, targetGroupByName } from '../../scenes/extras';
import { defineRule } from '../rule';

const DEPLOYED = 'a Fargate service that CodeDeploy deploys';

export default defineRule({
  title: 'Both target groups of a service that shifts traffic have the same protocol and address type',
  severity: 'warning',
  outcome: 'hangs',
  why: 'With each deployment ECS registers the new tasks in the other target group. If its protocol or address type is different, the new tasks do not become healthy, and the deployment fails.',
  fix: 'Create both target groups with the same `protocol`, `protocolVersion` and `ipAddressType`. In CloudFormation: Protocol, ProtocolVersion and IpAddressType of the target group in AlternateTargetGroupArn, or of the second one in the TargetGroups of CodeDeploy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html',

  subject: 'service',
  *check(service) {
    for (const [group, alternate] of pairsOf(service)) {
      for (const { key, fallback } of TARGET_GROUP_PAIR_SETTINGS) {
        const [first, second] = [group, alternate].map(({ node }) => fallback === undefined ? node.text(key) : node.text(key).orDefault(fallback));
        if (second.satisfies(value => first.differs(value))) {
          yield {
            location: alternate.node.at(key),
            related: [group.node.at(key)],
            message: `${key} is ${second}, but target group ${group.resource.logicalId} of the same service has ${first}; use the same value for both`,
          };
        }
      }
    }
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'HTTP/2 and HTTP/1.1': { Green: { ProtocolVersion: 'HTTP2' } },
    'HTTPS and HTTP': { Green: { Protocol: 'HTTPS' } },
    'IPv6 and IPv4': { Green: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' } },
    'HTTPS and HTTP in a pair of CodeDeploy': { scene: DEPLOYED, change: { Green: { Protocol: 'HTTPS' } } },
    'HTTPS and HTTP in a pair of CodeDeploy, in the other order': {
      scene: DEPLOYED, change: { Green: { Protocol: 'HTTPS' }, ...codeDeployPair({ TargetGroups: [targetGroupByName('Green'), targetGroupByName('Targets')] }) },
    },
  },
  good: {
    'the default, and the same value set explicitly': { Green: { ProtocolVersion: 'HTTP1', IpAddressType: 'ipv4' } },
    'other health checks': { Green: { HealthCheckPath: '/ready', Port: 8080 } },
    'a target group without properties': { Green: { Protocol: undefined, Port: undefined, VpcId: undefined } },
    'a protocol from a parameter': { Green: { Protocol: { Ref: 'AParameter' } } },
    'a first target group outside the app': { Service: { LoadBalancers: { 0: { TargetGroupArn: { Ref: 'AParameter' } } } } },
    'a second target group outside the app': { Service: { LoadBalancers: { 0: { AdvancedConfiguration: { AlternateTargetGroupArn: { Ref: 'AParameter' } } } } } },
    'a pair of CodeDeploy': { scene: DEPLOYED, change: { Green: { Protocol: 'HTTP', HealthCheckPath: '/ready' } } },
    'a second target group of CodeDeploy outside the app': {
      scene: DEPLOYED, change: { Green: { Protocol: 'HTTPS' }, ...codeDeployPair({ TargetGroups: { 1: { Name: { Ref: 'AParameter' } } } }) },
    },
    'a pair of CodeDeploy for a service outside the app': {
      scene: DEPLOYED, change: { Green: { Protocol: 'HTTPS' }, Group: { ECSServices: [{ ClusterName: 'shop', ServiceName: 'api' }] } },
    },
    'a rolling update': { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' } }, Green: { ProtocolVersion: 'HTTP2' } },
  },
});

/** The two target groups of each pair between which ECS or CodeDeploy shifts traffic. */
function pairsOf(service: Service): readonly (readonly TargetGroup[])[] {
  const named = shiftsTraffic(service) ? service.attachments.map(({ targetGroups }) => targetGroups) : [];
  const deployed = DeploymentGroup.of(service).flatMap(({ pairedGroups }) => pairedGroups);
  return [...named, ...deployed].filter(groups => groups.length === TARGET_GROUPS_OF_PAIR);
}
