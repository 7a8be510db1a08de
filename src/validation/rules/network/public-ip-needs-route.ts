import type { Subnet } from '../../model/entities/subnet';
import { defineRule } from '../rule';

export default defineRule({
  title: 'AssignPublicIp is enabled only in subnets with a route to an internet gateway',
  severity: 'warning',
  outcome: 'ignored',
  why: 'A public IP address works only through an internet gateway. In a subnet with a NAT gateway, or without a default route, ECS assigns the address and AWS bills it, but all traffic uses the private address.',
  fix: 'Set assignPublicIp of ecs.FargateService to false, or use vpcSubnets of type PUBLIC. In CloudFormation: AssignPublicIp DISABLED.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',

  subject: 'taskRunner',
  *check({ assignPublicIp, awsvpc, subnets }) {
    const [first, ...others] = assignPublicIp.is('ENABLED') ? subnets.all : [];
    if (first && hasNoUseForIt(first) && others.every(hasNoUseForIt)) {
      yield {
        location: awsvpc.at('AssignPublicIp'),
        related: [first, ...others].map(({ resource }) => resource.at('')),
        message: `AssignPublicIp is ENABLED, but no route of ${[first, ...others].map(({ resource }) => resource.logicalId).join(', ')} leads to an internet gateway`,
      };
    }
  },

  scene: 'a Fargate service behind a NAT gateway',
  bad: {
    'subnets with a NAT gateway': enabled(),
    'an isolated subnet with VPC endpoints': { scene: 'an isolated Fargate service', change: enabled() },
  },
  good: {
    'no public IP address': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } } },
    'a route to an internet gateway': { ...enabled(), WayToNat: { DependsOn: ['GatewayOfVpc'], NatGatewayId: undefined, GatewayId: { Ref: 'Gateway' } } },
    'a route to a firewall': { ...enabled(), WayToNat: { NatGatewayId: undefined, VpcEndpointId: 'vpce-0a1b2c3d4e5f60718' } },
    'one subnet outside the app': enabled([{ Ref: 'SubnetA' }, 'subnet-0a1b2c3d4e5f60799']),
    'subnets from a parameter': enabled({ Ref: 'Subnets' }),
  },
});

function hasNoUseForIt({ egress, defaultRoute }: Subnet): boolean {
  return egress.is('none') || defaultRoute?.properties.get('NatGatewayId').isGiven === true;
}

function enabled(Subnets?: unknown): Record<string, object> {
  return { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED', ...Subnets === undefined ? {} : { Subnets } } } } };
}
