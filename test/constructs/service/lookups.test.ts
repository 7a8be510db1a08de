import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { AlbExposureProps, ContainerService, ContainerServiceProps, EcsCluster, Exposure, SecretSource, ServiceConnect } from '../../../src';
import { IMAGE } from '../../support/container-service';

/** The CDK looks values up after a first synthesis, which must succeed. Until then the values are placeholders in a format that AWS does not accept. */
describe('accepts a value that is looked up later', () => {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-0a1b2c3d4e5f60718' });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc });
  cluster.addDefaultCloudMapNamespace({ name: 'shop.local', useForServiceConnect: true });
  const zone = route53.HostedZone.fromLookup(stack, 'Zone', { domainName: 'example.com' });
  const value = ssm.StringParameter.valueFromLookup(stack, '/shop/value');
  const listener = elbv2.ApplicationListener.fromLookup(stack, 'Listener', { loadBalancerTags: { team: 'shop' }, listenerPort: 443 });
  const behind = (props: AlbExposureProps) => ({ containerPort: 80, exposure: Exposure.publicAlb({ insecureHttp: true, ...props }) });

  test.each<[string, () => Partial<ContainerServiceProps>]>([
    ['the ARN of a secret', () => ({ secrets: { A: SecretSource.secretsManagerArn(value), B: SecretSource.secretsManagerArn(value, { jsonKey: 'key' }) } })],
    ['the name of a secret', () => ({ secrets: { A: SecretSource.secretsManagerName(value) } })],
    ['the ARN of a parameter', () => ({ secrets: { A: SecretSource.parameterStoreArn(value) } })],
    ['the name of a service', () => ({ serviceName: value })],
    ['the path of a health check', () => behind({ healthCheckPath: value })],
    ['a domain name', () => behind({ domainName: value, domainZone: zone, insecureHttp: undefined })],
    ['a path of a listener rule', () => ({ containerPort: 80, exposure: Exposure.albListenerRule(listener, { paths: [value] }) })],
    ['a web ACL', () => behind({ webAclArn: value })],
    ['a discovery name', () => ({ containerPort: 80, serviceConnect: ServiceConnect.server({ discoveryName: value }) })],
    ['a security group', () => ({ securityGroups: [ec2.SecurityGroup.fromLookupById(stack, 'Group', value)] })],
  ])('%s', (title, props) => { expect(() => new ContainerService(stack, title.replace(/ /g, ''), { cluster, image: IMAGE, ...props() })).not.toThrow(); });

  test('the ARN of an imported service and of its cluster', () => {
    const imported = EcsCluster.fromEcsClusterAttributes(stack, 'Imported', { clusterName: 'shared', clusterArn: value, vpc });
    const service = ContainerService.fromContainerServiceAttributes(stack, 'Orders', { cluster: imported, serviceName: 'orders', serviceArn: value });
    expect(() => service.grantExec(new iam.AccountRootPrincipal())).not.toThrow();
  });
});
