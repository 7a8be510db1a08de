import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ContainerService, Exposure, SharedAlb, SharedAlbProps, Target } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { Edge, oidcIn, zoneIn } from '../../support/shared-alb';

const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';
const EGRESS = 'AWS::EC2::SecurityGroupEgress';
const TO_PROVIDER = { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const NO_TRAFFIC = { CidrIp: '127.0.0.1/32', IpProtocol: 'icmp' };

const secure = (props: Partial<SharedAlbProps> = {}) => (stack: Stack): Partial<SharedAlbProps> =>
  ({ domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }], ...props });

describe('no service in another stack changes a resource in the stack of a shared load balancer', () => {
  const resourcesWith = (...props: readonly ((edge: Edge) => void)[]) => {
    const edge = new Edge(secure({ allowHttpsOutbound: true }));
    for (const use of props) { use(edge); }
    edge.app.synth();
    return JSON.stringify(Template.fromStack(edge.stack).toJSON().Resources);
  };
  const without = resourcesWith();

  test.each<[string, (edge: Edge) => void]>([
    ['with paths', edge => { edge.serve('Shop', { paths: ['/a/*'] }); }],
    ['with hosts, records and certificates', edge => { edge.serve('Shop', stack => ({ hosts: ['api.example.com', 'www.example.com'], domainZone: zoneIn(stack) })); }],
    ['with authentication', edge => { edge.serve('Shop', stack => ({ paths: ['/a/*'], authentication: oidcIn(stack) })); }],
    ['as the default', edge => { edge.exposed(new Stack(edge.app, 'Shop'), Exposure.sharedAlbDefault(edge.alb)); }],
    ['that authenticates as the default', edge => {
      const stack = new Stack(edge.app, 'Shop');
      edge.exposed(stack, Exposure.sharedAlbDefault(edge.alb, { authentication: oidcIn(stack) }));
    }],
    ['on its listener', edge => {
      const stack = new Stack(edge.app, 'Shop');
      edge.exposed(stack, Exposure.albListenerRule(edge.alb.listener, { paths: ['/a/*'], authentication: oidcIn(stack) }));
    }],
    ['that is exposed twice', edge => { edge.serve('Shop', { paths: ['/a/*'] }).service.expose('More', Exposure.sharedAlb(edge.alb, { paths: ['/b/*'] })); }],
    ['that connects to it', edge => { edge.serve('Shop', { paths: ['/a/*'] }).service.connectTo(Target.connectable(edge.alb, ec2.Port.tcp(443))); }],
  ])('%s', (_, use) => expect(resourcesWith(use)).toBe(without));
});

test('a placeholder rule prevents EC2 from allowing all outbound traffic', () => {
  const edge = new Edge();
  edge.serve('Shop', { paths: ['/a/*'] });
  Template.fromStack(edge.stack).hasResourceProperties(SECURITY_GROUP, { SecurityGroupEgress: [Match.objectLike(NO_TRAFFIC)] });
});

describe('connections of a shared load balancer to identity providers', () => {
  test('are allowed by a prop of the load balancer', () => {
    const { stack } = new Edge(secure({ allowHttpsOutbound: true }));
    const rules = [Match.objectLike(NO_TRAFFIC), Match.objectLike(TO_PROVIDER)];
    Template.fromStack(stack).hasResourceProperties(SECURITY_GROUP, { SecurityGroupEgress: rules });
  });

  const REFUSAL = "[Admin/Api] authentication: the security group of the load balancer of 'Edge/Alb/LB/PublicListener' does not allow connections to "
    + 'identity providers; set allowHttpsOutbound: true on the SharedAlb';

  const ALLOWING = { allowHttpsOutbound: true };

  test.each<[string, (edge: Edge, stack: Stack) => Exposure]>([
    ['sharedAlb', ({ alb }, stack) => Exposure.sharedAlb(alb, { paths: ['/a/*'], authentication: oidcIn(stack) })],
    ['sharedAlbDefault', ({ alb }, stack) => Exposure.sharedAlbDefault(alb, { authentication: oidcIn(stack) })],
    ['albListenerRule', ({ alb }, stack) => Exposure.albListenerRule(alb.listener, { paths: ['/a/*'], authentication: oidcIn(stack, ALLOWING) })],
  ])('are missing without the prop, and authentication is refused: %s', (_, exposure) => {
    const edge = new Edge(secure());
    const stack = new Stack(edge.app, 'Admin');
    expect(() => edge.exposed(stack, exposure(edge, stack))).toThrow(REFUSAL);
  });

  test('can be left to the caller', () => {
    const edge = new Edge(secure());
    edge.serve('Admin', stack => ({ paths: ['/a/*'], authentication: oidcIn(stack, { allowHttpsOutbound: false }) }));
    Template.fromStack(edge.stack).hasResourceProperties(SECURITY_GROUP, { SecurityGroupEgress: [Match.objectLike(NO_TRAFFIC)] });
  });

  const LISTENER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2';

  test('are left to the owner of an imported load balancer, because two services would create the same rule', () => {
    const edge = new Edge(secure(), new App(), 'eu-west-1');
    const services = ['Orders', 'Reports'].map(name => {
      const stack = new Stack(edge.app, name, { env: { region: 'eu-west-1' } });
      const imported = SharedAlb.fromSharedAlbAttributes(stack, 'Front', {
        listenerArn: LISTENER_ARN,
        securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0', { allowAllOutbound: false })],
      });
      return edge.exposed(stack, Exposure.sharedAlb(imported, { paths: [`/${name}/*`], authentication: oidcIn(stack) }));
    });
    for (const { template } of services) {
      template.resourceCountIs(EGRESS, 1);
      template.hasResourceProperties(EGRESS, { GroupId: 'sg-0123456789abcdef0', DestinationSecurityGroupId: Match.anyValue() });
    }
  });
});

describe('the outbound rules of a shared load balancer', () => {
  const services = (edge: Edge, count: number) => Array.from({ length: count }, (_, index) => edge.serve(`S${index}`, { paths: [`/${index}/*`] }).service);

  test('are its own rules and one for each service, up to the quota', () => {
    const edge = new Edge(() => ({ insecureHttp: true, securityGroupRuleQuota: 3 }));
    services(edge, 2);
    expect(() => edge.app.synth()).not.toThrow();
    edge.exposed(new Stack(edge.app, 'Web'), Exposure.sharedAlbDefault(edge.alb));
    expect(() => edge.app.synth({ force: true })).toThrow(
      "[Edge/Alb] the load balancer has 4 outbound rules in a security group, and securityGroupRuleQuota is 3; set securityGroupRuleQuota once AWS has raised the quota of the account, or use a second SharedAlb: 'Edge/Alb/LB/SecurityGroup', 'S0/Api/Service/SecurityGroup', 'S1/Api/Service/SecurityGroup', 'Web/Api/Service/SecurityGroup'");
  });

  test('do not increase with a second exposure on the same port, nor with a security group shared in the stack of the load balancer', () => {
    const edge = new Edge(() => ({ insecureHttp: true, securityGroupRuleQuota: 3 }));
    const [service] = services(edge, 1);
    service.expose('More', Exposure.sharedAlb(edge.alb, { paths: ['/more/*'] }));
    const securityGroups = [new ec2.SecurityGroup(edge.stack, 'Tasks', { vpc: edge.vpc })];
    for (const name of ['A', 'B']) {
      new ContainerService(new Stack(edge.app, name), 'Api', { cluster: edge.cluster, image: IMAGE, securityGroups, exposure: Exposure.sharedAlb(edge.alb, { paths: [`/${name}/*`] }) });
    }
    expect(() => edge.app.synth()).not.toThrow();
  });

  test('to IPv6 addresses are counted separately', () => {
    const edge = new Edge(() => ({ insecureHttp: true, securityGroupRuleQuota: 1 }));
    edge.alb.connections.allowTo(ec2.Peer.anyIpv6(), ec2.Port.tcp(443));
    new ec2.CfnSecurityGroupEgress(edge.stack, 'Ipv6', { groupId: edge.alb.connections.securityGroups[0].securityGroupId, ipProtocol: 'tcp', cidrIpv6: '2001:db8::/32' });
    expect(() => edge.app.synth()).not.toThrow();
  });

  test('are limited to 60 unless a quota is set', () => {
    const edge = new Edge();
    for (let port = 1; port <= 59; port++) { edge.alb.connections.allowTo(ec2.Peer.ipv4('10.1.0.0/16'), ec2.Port.tcp(port)); }
    expect(() => edge.app.synth()).not.toThrow();
    edge.alb.connections.allowTo(ec2.Peer.ipv4('10.1.0.0/16'), ec2.Port.tcp(60));
    expect(() => edge.app.synth({ force: true })).toThrow('the load balancer has 61 outbound rules in a security group, and securityGroupRuleQuota is 60');
  });

  test('have a quota of at least one', () => {
    expect(() => new Edge(() => ({ insecureHttp: true, securityGroupRuleQuota: 0 }))).toThrow('[Edge/Alb] securityGroupRuleQuota (0) must be a whole number of at least 1');
  });
});

describe('a client of a shared load balancer in another stack', () => {
  const internal = () => {
    const edge = new Edge();
    const client = new ContainerService(new Stack(edge.app, 'Client'), 'Client', { cluster: edge.cluster, image: IMAGE });
    return { edge, client };
  };

  test('is admitted from the side of the client', () => {
    const { edge, client } = internal();
    client.connectTo(Target.connectable(edge.alb, ec2.Port.tcp(80)));
    edge.app.synth();
    Template.fromStack(Stack.of(client)).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 80, GroupId: Match.objectLike({ 'Fn::ImportValue': Match.stringLikeRegexp('AlbLBSecurityGroup') }) });
    expect(edge.stack.dependencies).toEqual([]);
  });

  test('would create a cycle of stacks from the side of the load balancer', () => {
    const { edge, client } = internal();
    expect(() => { edge.alb.connections.allowFrom(client, ec2.Port.tcp(80)); edge.app.synth(); }).toThrow('would create a cyclic reference');
  });
});
