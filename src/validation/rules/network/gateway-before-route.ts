import { callers } from '../../model/queries/caller';
import { attachmentsAfter, natGatewayOf } from '../../model/queries/way-out';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A route to an internet gateway depends on the attachment of the gateway',
  severity: 'warning',
  outcome: 'refused',
  why: 'A route refers to the internet gateway, not to its attachment to the VPC. If CloudFormation creates the route first, EC2 refuses it, because gateway and route table belong to different networks.',
  fix: 'Call `route.addDependency(attachment)` on the CfnRoute; in a new network, use ec2.Vpc, whose routes have the dependency. In CloudFormation: add the AWS::EC2::VPCGatewayAttachment to DependsOn of the route.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',

  subject: 'application',
  *check(application) {
    const subnets = callers(application).flatMap(caller => caller.subnets.known);
    const all = new Set([...new Set(subnets)].flatMap(subnet => [subnet, natGatewayOf(subnet)?.subnet ?? []].flat()));
    for (const route of new Set([...all].flatMap(({ defaultRoute }) => defaultRoute ?? []))) {
      const [attachment] = attachmentsAfter(route, application);
      if (!attachment) { continue; }
      yield {
        location: route.dependsOnPlace,
        related: [attachment.at('')],
        message: `route ${route.logicalId} does not depend on ${attachment.logicalId}, which attaches its internet gateway to the VPC`,
      };
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'a route of tasks': { WayOut: { DependsOn: [] } },
    'a route of a NAT gateway': { scene: 'a Fargate service behind a NAT gateway', change: { WayOut: { DependsOn: [] } } },
    'a route of container instances': { scene: 'container instances in public subnets', change: { WayOut: { DependsOn: [] } } },
  },
  good: {
    'a route that refers to the attachment': { WayOut: { DependsOn: [], GatewayId: { 'Fn::GetAtt': ['GatewayOfVpc', 'InternetGatewayId'] } } },
    'an internet gateway outside the app': { WayOut: { DependsOn: [], GatewayId: 'igw-0a1b2c3d4e5f60718' } },
    'an attachment under a condition': { WayOut: { DependsOn: [] }, GatewayOfVpc: { Condition: 'IsPublic' } },
  },
});
