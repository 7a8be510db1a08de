import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContainerService, Exposure, ServiceEndpoint } from '../../../src';
import { makeService, newStack } from '../../support/container-service';

const PUBLIC = Exposure.publicAlb({ insecureHttp: true });

function endpointOf(service: ContainerService): ServiceEndpoint {
  if (!service.endpoint) { throw new Error('the service is not exposed'); }
  return service.endpoint;
}

function idsIn(stack: Stack): string[] {
  return Object.keys(Template.fromStack(stack).toJSON().Resources as object);
}

test('a service without an exposure has no endpoint', () => {
  expect(makeService(newStack()).endpoint).toBeUndefined();
});

test.each<[string, (endpoint: ServiceEndpoint) => ReturnType<ServiceEndpoint['metric']>, string, string]>([
  ['requests', endpoint => endpoint.metricRequestCount(), 'RequestCount', 'Sum'],
  ['response time', endpoint => endpoint.metricTargetResponseTime(), 'TargetResponseTime', 'Average'],
  ['server errors', endpoint => endpoint.metricHttpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT), 'HTTPCode_Target_5XX_Count', 'Sum'],
  ['healthy tasks', endpoint => endpoint.metricHealthyHostCount(), 'HealthyHostCount', 'Average'],
  ['unhealthy tasks', endpoint => endpoint.metricUnhealthyHostCount({ statistic: 'Maximum' }), 'UnHealthyHostCount', 'Maximum'],
])('%s is a metric of its target group', (_, metric, metricName, statistic) => {
  const { namespace, dimensions, ...rest } = metric(endpointOf(makeService(newStack(), { exposure: PUBLIC })));
  expect([namespace, Object.keys(dimensions ?? {}).sort()]).toEqual(['AWS/ApplicationELB', ['LoadBalancer', 'TargetGroup']]);
  expect(rest).toMatchObject({ metricName, statistic });
});

test('its connections can admit additional clients', () => {
  const stack = newStack();
  const service = makeService(stack, { exposure: Exposure.publicAlb({ insecureHttp: true, openListener: false }) });
  endpointOf(service).connections.allowDefaultPortFrom(ec2.Peer.ipv4('203.0.113.0/24'));
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [Match.objectLike({ CidrIp: '203.0.113.0/24', FromPort: 80 })],
  });
});

describe('an additional endpoint', () => {
  test('has resources below its id, and does not change the first endpoint', () => {
    const alone = newStack();
    makeService(alone, { exposure: PUBLIC });
    const stack = newStack();
    const endpoint = makeService(stack, { exposure: PUBLIC }).expose('Internal', Exposure.internalAlb());
    expect(endpoint.loadBalancer?.node.path).toBe('Stack/Api/Internal/LB');
    expect(idsIn(stack)).toEqual(expect.arrayContaining(idsIn(alone)));
  });

  test('receives traffic on the same port', () => {
    const stack = newStack();
    makeService(stack, { exposure: PUBLIC, containerPort: 8080 }).expose('Internal', Exposure.internalAlb());
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      LoadBalancers: [Match.objectLike({ ContainerName: 'web', ContainerPort: 8080 }), Match.objectLike({ ContainerName: 'web', ContainerPort: 8080 })],
    });
  });

  test('is refused without a first exposure', () => {
    expect(() => makeService(newStack()).expose('Nothing', Exposure.none())).toThrow('[Stack/Api] Exposure.none() exposes nothing; use another exposure');
  });

  test('is refused for a container without a port', () => {
    expect(() => makeService(newStack()).expose('Public', PUBLIC)).toThrow('[Stack/Api] expose needs a port that receives traffic; set containerPort');
  });

  test('is checked like the first endpoint', () => {
    expect(() => makeService(newStack(), { containerPort: 80 }).expose('Public', Exposure.publicAlb())).toThrow('a public load balancer without a certificate accepts HTTP only');
  });

  test.each([[true, 4], [false, 5]])('is refused above five target groups, with a main exposure: %s', (hasMain, further) => {
    const service = makeService(newStack(), { containerPort: 80, exposure: hasMain ? PUBLIC : undefined });
    for (let index = 0; index < further; index += 1) { service.expose(`Internal${index}`, Exposure.internalAlb()); }
    expect(() => service.expose('OneMore', Exposure.internalAlb())).toThrow('[Stack/Api] the service has 5 target groups already, and ECS allows 5');
  });
});
