import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CheckoutStack } from '../examples/blue-green/checkout-stack';
import { SearchStack } from '../examples/canary/search-stack';
import { ShopStack } from '../examples/linear/shop-stack';

const SERVICE = 'AWS::ECS::Service';
const env = { region: 'eu-west-1' };

/** The parameters that the custom resource of a rule passes to the API that creates it. */
function createdRules(template: Template): string[] {
  return Object.entries(template.findResources('Custom::AWS'))
    .filter(([, { Properties }]) => Properties.Delete !== undefined)
    .map(([id, { Properties }]) => `${id.replace(/^Api|Rule.*/g, '')}: ${JSON.stringify(Properties.Create)}`)
    .sort();
}

describe('the blue/green example', () => {
  const template = Template.fromStack(new CheckoutStack(new App(), 'Checkout', { env }));

  test('waits for a smoke test and an approval, and rolls back on alarms', () => {
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: {
        Strategy: 'BLUE_GREEN',
        BakeTimeInMinutes: 15,
        LifecycleHooks: [
          Match.objectLike({ HookTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('SmokeTest'), 'Arn'] }, LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }),
          Match.objectLike({ TargetType: 'PAUSE', TimeoutConfiguration: { TimeoutInMinutes: 240 } }),
        ],
        Alarms: { Enable: true, Rollback: true, AlarmNames: Match.arrayWith(['Checkout/Api/DeploymentAlarms/ServerErrors', 'Checkout/Api/DeploymentAlarms/ServerErrorsAlternate']) },
      },
    });
  });

  test('sends requests with the header to the new version, and other requests by weight', () => {
    const [production, test] = createdRules(template);
    expect(production).toContain('Production: ');
    expect(production).not.toContain('x-test');
    expect(test).toContain('x-test');
  });

  test('tests the name that clients use', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ HOST: 'checkout.example.com', HEADER_NAME: 'x-test' }) } });
  });
});

describe('the canary example', () => {
  const template = Template.fromStack(new SearchStack(new App(), 'Search', { env }));

  test('first shifts a tenth of the requests for 20 minutes', () => {
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 20 } },
    });
  });

  test('allows the VPC to connect to the test port', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.arrayWith([80, 8080].map(FromPort => Match.objectLike({ FromPort, Description: `The VPC, on port ${FromPort}` }))),
    });
  });

  test('watches the errors of both target groups', () => {
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'HTTPCode_Target_5XX_Count' }, 2);
  });
});

describe('the linear example', () => {
  const template = Template.fromStack(new ShopStack(new App(), 'Shop', { env }));

  test('shifts a quarter of the requests at a time with Service Connect proxies only', () => {
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: 5 } },
      LoadBalancers: Match.absent(),
    });
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
  });

  test('recognizes test traffic by its header', () => {
    template.hasResourceProperties(SERVICE, {
      ServiceConnectConfiguration: {
        Services: [Match.objectLike({ ClientAliases: [Match.objectLike({ TestTrafficRules: { Header: { Name: 'x-test', Value: { Exact: 'green' } } } })] })],
      },
    });
  });

  test('allows the worker to call the prices service, which is created first', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 8080, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Worker'), 'GroupId'] } });
    template.hasResource(SERVICE, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^PricesService')]) });
  });
});
