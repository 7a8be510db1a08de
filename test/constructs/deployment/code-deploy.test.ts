import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Capacity, CodeDeployProps, ContainerService, ContainerServiceProps, Deployment, DeploymentAlarm, EcsValidator, Exposure, Profile, ServiceConnect, TestTraffic } from '../../../src';
import { makeService, newStack, serviceTemplate } from '../../support/container-service';
import { certificateIn } from '../../support/shared-alb';

const SERVICE = 'AWS::ECS::Service';
const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

type Rest = Partial<ContainerServiceProps>;

const alb = () => Exposure.publicAlb({ insecureHttp: true });
const nlb = () => Exposure.internalNlb({ listenerPort: 5432 });

function withCodeDeploy(props: CodeDeployProps = {}, rest: Rest = {}): Rest {
  return { deployment: Deployment.codeDeploy(props), exposure: alb(), ...rest };
}

function functionIn(stack: Stack, id = 'Check'): lambda.Function {
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};') });
}

describe('a service behind an Application Load Balancer', () => {
  const template = serviceTemplate(withCodeDeploy());

  test('has deployment controller CODE_DEPLOY and the family of its task definition, so that a new revision does not update it', () => {
    template.hasResourceProperties(SERVICE, {
      DeploymentController: { Type: 'CODE_DEPLOY' },
      TaskDefinition: Match.stringLikeRegexp('^StackApiTaskDef'),
      DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: Match.absent() },
    });
  });

  test('is in a deployment group with two target groups, and the listener forwards to the target group of the service', () => {
    const blue = Match.stringLikeRegexp('^ApiLBPublicListenerECSGroup');
    template.hasResourceProperties(GROUP, {
      ECSServices: [{ ClusterName: { Ref: Match.stringLikeRegexp('^Cluster') }, ServiceName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiService'), 'Name'] } }],
      LoadBalancerInfo: {
        TargetGroupPairInfoList: [{
          TargetGroups: [{ Name: { 'Fn::GetAtt': [blue, 'TargetGroupName'] } }, { Name: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiAlternateTargetGroup'), 'TargetGroupName'] } }],
          ProdTrafficRoute: { ListenerArns: [{ Ref: Match.stringLikeRegexp('^ApiLBPublicListener') }] },
          TestTrafficRoute: Match.absent(),
        }],
      },
    });
    template.hasResourceProperties(LISTENER, { DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: blue } }] });
    template.hasResourceProperties(SERVICE, { LoadBalancers: [{ TargetGroupArn: { Ref: blue } }] });
  });

  test('shifts all traffic at once, rolls back and keeps the old tasks for five minutes', () => {
    template.hasResourceProperties(GROUP, {
      DeploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
      BlueGreenDeploymentConfiguration: {
        DeploymentReadyOption: { ActionOnTimeout: 'CONTINUE_DEPLOYMENT' },
        TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 5 },
      },
    });
  });

  test('has two identical target groups', () => {
    const [blue, green, ...others] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup')).map(({ Properties }) => Properties);
    expect(others).toEqual([]);
    expect(green).toEqual(blue);
  });
});

describe('the role of the deployment group', () => {
  const statements = (use: (stack: Stack) => CodeDeployProps = () => ({})) => {
    const template = serviceTemplate(stack => withCodeDeploy(use(stack)));
    const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('DeploymentRole') }] } }));
    return policy.Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown; Condition?: unknown }[];
  };
  const about = (action: string, all = statements()) => all.filter(({ Action }) => [Action].flat().includes(action));

  test.each(['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'])('allows %s only on the service', action => {
    expect(about(action)).toMatchObject([{
      Condition: { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Arn'] }, 'ecs:service': { Ref: expect.stringMatching(/^ApiService/) } } },
    }]);
  });

  test('allows changes only to the listener of the service', () => {
    expect(about('elasticloadbalancing:ModifyListener')).toMatchObject([{ Resource: { Ref: expect.stringMatching(/^ApiLBPublicListener/) } }]);
  });

  test('allows changes to the test listener', () => {
    expect(about('elasticloadbalancing:ModifyListener', statements(() => ({ testTraffic: TestTraffic.port(8080) })))).toMatchObject([
      { Resource: [{ Ref: expect.stringMatching(/^ApiLBPublicListener/) }, { Ref: expect.stringMatching(/^ApiLBTestListener/) }] },
    ]);
  });

  test('can pass the two roles of the tasks to ECS', () => {
    expect(about('iam:PassRole')).toMatchObject([{
      Resource: [{ 'Fn::GetAtt': [expect.stringMatching(/TaskDefTaskRole/), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching(/TaskDefExecutionRole/), 'Arn'] }],
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }]);
  });

  test('can invoke the functions of the hooks, and no function without hooks', () => {
    expect(about('lambda:InvokeFunction')).toEqual([]);
    expect(about('lambda:InvokeFunction', statements(stack => ({ hooks: { beforeAllowTraffic: functionIn(stack) } })))).toMatchObject([
      { Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Check/), 'Arn'] } },
    ]);
  });

  test('can be an existing role, which is not changed if it is immutable', () => {
    const template = serviceTemplate(stack => withCodeDeploy({ role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/deploy') }));
    template.hasResourceProperties(GROUP, { ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy' });
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  test('is created with its permissions before the deployment group', () => {
    serviceTemplate(withCodeDeploy()).hasResource(GROUP, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiDeploymentPolicy')]) });
  });
});

test('each listener is deleted before both target groups, because it forwards to either after a deployment', () => {
  const template = serviceTemplate(withCodeDeploy({ testTraffic: TestTraffic.port(8080) }));
  const listeners = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::Listener'));
  const needed = listeners.map(({ DependsOn, Properties: { DefaultActions } }) => [...[DependsOn ?? []].flat(), DefaultActions[0].TargetGroupArn.Ref].filter(id => /Group/.test(id)).sort());
  expect(needed).toEqual([0, 1].map(() => [expect.stringMatching(/^ApiAlternateTargetGroup/), expect.stringMatching(/^ApiLBPublicListener\w*Group/)]));
});

describe('a test listener', () => {
  test('forwards to the second target group, with the protocol, certificate and policy of the first listener', () => {
    const template = serviceTemplate(stack => withCodeDeploy({ testTraffic: TestTraffic.port(9443) }, { exposure: Exposure.publicAlb({ certificate: certificateIn(stack, 'own') }) }));
    const listeners = Object.values(template.findResources(LISTENER)).map(({ Properties }) => Properties);
    const [production, test] = [443, 9443].map(port => listeners.find(({ Port }) => Port === port)!);
    expect({ ...test, Port: 443, DefaultActions: production.DefaultActions }).toEqual(production);
    expect(test.DefaultActions).toEqual([{ Type: 'forward', TargetGroupArn: { Ref: expect.stringMatching(/^ApiAlternateTargetGroup/) } }]);
    template.hasResourceProperties(GROUP, { LoadBalancerInfo: { TargetGroupPairInfoList: [{ TestTrafficRoute: { ListenerArns: [{ Ref: Match.stringLikeRegexp('^ApiLBTestListener') }] } }] } });
  });

  test('allows no client on a closed listener', () => {
    const exposure = Exposure.publicAlb({ insecureHttp: true, openListener: false });
    const closed = serviceTemplate(withCodeDeploy({ testTraffic: TestTraffic.port(8080) }, { exposure }));
    expect(JSON.stringify(closed.findResources('AWS::EC2::SecurityGroup'))).not.toContain('8080');
  });

  test.each<[string, Exposure, object]>([
    ['all addresses for a public load balancer', alb(), { CidrIp: '0.0.0.0/0' }],
    ['the VPC for an internal load balancer', Exposure.internalAlb(), { CidrIp: '10.0.0.0/16' }],
  ])('admits the clients of production: %s', (_, exposure, clients) => {
    serviceTemplate(withCodeDeploy({ testTraffic: TestTraffic.port(8080) }, { exposure })).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.arrayWith([Match.objectLike({ ...clients, FromPort: 8080, IpProtocol: 'tcp' })]),
    });
  });

  test('admits the clients of production over UDP', () => {
    const exposure = Exposure.publicNlb({ protocol: elbv2.Protocol.UDP, listenerPort: 53, healthCheck: { port: '8080' } });
    serviceTemplate(withCodeDeploy({ testTraffic: TestTraffic.port(5353) }, { exposure })).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.arrayWith([Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 5353, IpProtocol: 'udp' })]),
    });
  });

  test('admits the clients of production over IPv6', () => {
    const template = serviceTemplate(stack => {
      const vpc = new ec2.Vpc(stack, 'DualStack', { ipProtocol: ec2.IpProtocol.DUAL_STACK });
      return withCodeDeploy({ testTraffic: TestTraffic.port(5353) }, {
        cluster: new ecs.Cluster(stack, 'Ecs', { vpc }),
        exposure: Exposure.publicNlb({ protocol: elbv2.Protocol.TCP, listenerPort: 5432, ipAddressType: elbv2.IpAddressType.DUAL_STACK }),
      });
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.arrayWith([
        Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 5353, IpProtocol: 'tcp' }), Match.objectLike({ CidrIpv6: '::/0', FromPort: 5353, IpProtocol: 'tcp' }),
      ]),
    });
  });
});

describe('the AppSpec', () => {
  const specOf = (stack: Stack, service: ContainerService) => {
    const joined = stack.resolve(service.codeDeploy!.appSpec)['Fn::Join'] as [string, unknown[]];
    return JSON.parse(joined[1].map(part => typeof part === 'string' ? part : Object.values(part as object).flat().join('.')).join('')) as Record<string, unknown>;
  };

  test('contains the task definition with its revision, the container and its port', () => {
    const stack = newStack();
    const service = makeService(stack, withCodeDeploy());
    expect(specOf(stack, service)).toEqual({
      version: '0.0',
      Resources: [{
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: expect.stringMatching(/^ApiTaskDef/),
            LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 },
            CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 0, Weight: 1 }],
          },
        },
      }],
    });
  });

  test('has no capacity providers with a launch type', () => {
    const stack = newStack();
    const service = makeService(stack, { ...withCodeDeploy(), capacity: Capacity.fargateLaunchType() });
    expect(JSON.stringify(specOf(stack, service))).not.toContain('CapacityProviderStrategy');
  });

  test('contains the functions of the hooks in the order of their invocation', () => {
    const stack = newStack();
    const [first, second] = [functionIn(stack, 'First'), functionIn(stack, 'Second')];
    const hooks = { afterAllowTraffic: second, afterAllowTestTraffic: first, beforeInstall: second };
    const service = makeService(stack, withCodeDeploy({ testTraffic: TestTraffic.port(8080), hooks }));
    const arn = (id: string) => expect.stringMatching(new RegExp(`^${id}\\w+\\.Arn$`)) as string;
    expect(specOf(stack, service).Hooks).toEqual([{ BeforeInstall: arn('Second') }, { AfterAllowTestTraffic: arn('First') }, { AfterAllowTraffic: arn('Second') }]);
  });
});

test('functions of hooks can report their result, even functions of another stack', () => {
  const stack = newStack();
  const other = new Stack(stack.node.root, 'Other');
  makeService(stack, withCodeDeploy({ hooks: { afterInstall: functionIn(other) } }));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Action: 'codedeploy:PutLifecycleEventHookExecutionStatus', Effect: 'Allow', Resource: Match.anyValue() }] },
  });
  expect(EcsValidator.findings(stack.node.root)).toEqual([]);
});

describe('alarms', () => {
  test('stop a deployment and roll it back', () => {
    serviceTemplate(withCodeDeploy({ alarms: [DeploymentAlarm.named('errors')] })).hasResourceProperties(GROUP, {
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] },
      AutoRollbackConfiguration: { Events: Match.arrayWith(['DEPLOYMENT_STOP_ON_ALARM']) },
    });
  });

  test('can stop a deployment without a rollback', () => {
    serviceTemplate(withCodeDeploy({ alarms: [DeploymentAlarm.named('errors')], rollback: false })).hasResourceProperties(GROUP, {
      AlarmConfiguration: { Enabled: true },
      AutoRollbackConfiguration: { Enabled: false },
    });
  });

  test('on errors watch the load balancer, because the target groups alternate', () => {
    const template = serviceTemplate(withCodeDeploy({ alarms: [DeploymentAlarm.serverErrors(10)] }));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'HTTPCode_Target_5XX_Count', Dimensions: [{ Name: 'LoadBalancer', Value: Match.anyValue() }],
    });
    template.hasResource(GROUP, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiDeploymentAlarmsServerErrors')]) });
  });

  test('of the app can refer to the service, which does not depend on them', () => {
    const template = serviceTemplate(stack => withCodeDeploy({
      alarms: [DeploymentAlarm.existing(new cloudwatch.Alarm(stack, 'Queue', { metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Depth' }), threshold: 1, evaluationPeriods: 1 }))],
    }));
    template.hasResourceProperties(GROUP, { AlarmConfiguration: { Alarms: [{ Name: { Ref: Match.stringLikeRegexp('^Queue') } }] } });
  });
});

test('uses the given times, configuration and application', () => {
  const template = serviceTemplate(stack => withCodeDeploy({
    deploymentApprovalWaitTime: Duration.hours(1),
    terminationWaitTime: Duration.minutes(0),
    deploymentConfig: codedeploy.EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    application: codedeploy.EcsApplication.fromEcsApplicationName(stack, 'Application', 'shop'),
  }));
  template.hasResourceProperties(GROUP, {
    ApplicationName: 'shop',
    DeploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
    BlueGreenDeploymentConfiguration: {
      DeploymentReadyOption: { ActionOnTimeout: 'STOP_DEPLOYMENT', WaitTimeInMinutes: 60 },
      TerminateBlueInstancesOnDeploymentSuccess: { TerminationWaitTimeInMinutes: 0 },
    },
  });
});

test('a principal with the grant can start a deployment', () => {
  const template = serviceTemplate(withCodeDeploy(), service => {
    service.codeDeploy!.grantDeploy(new iam.Role(service, 'Build', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') }));
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Action: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment', 'codedeploy:GetDeploymentGroup'] }),
        Match.objectLike({ Action: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'] }),
        Match.objectLike({ Action: 'codedeploy:GetDeploymentConfig' }),
      ],
    },
  });
});

test('one value configures several services', () => {
  const stack = newStack();
  const deployment = Deployment.codeDeploy({ alarms: [DeploymentAlarm.serverErrors(10)] });
  const { cluster } = makeService(stack, { deployment, exposure: alb() });
  new ContainerService(stack, 'Second', { cluster, image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1'), deployment, exposure: alb() });
  Template.fromStack(stack).resourceCountIs(GROUP, 2);
});

describe('behind a Network Load Balancer', () => {
  test('the second target group equals the first', () => {
    const template = serviceTemplate(withCodeDeploy({ testTraffic: TestTraffic.port(5433) }, { exposure: nlb() }));
    const [blue, green] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup')).map(({ Properties }) => Properties);
    expect(green).toEqual(blue);
    template.hasResourceProperties(LISTENER, { Port: 5433, Protocol: 'TCP' });
  });

  test('accepts an all-at-once configuration in the app', () => {
    const props = (stack: Stack) => withCodeDeploy({ deploymentConfig: new codedeploy.EcsDeploymentConfig(stack, 'Config', { trafficRouting: codedeploy.TrafficRouting.allAtOnce() }) }, { exposure: nlb() });
    expect(() => serviceTemplate(props)).not.toThrow();
  });

  test('accepts an imported configuration, because its type is unknown', () => {
    const props = (stack: Stack) => withCodeDeploy({ deploymentConfig: codedeploy.EcsDeploymentConfig.fromEcsDeploymentConfigName(stack, 'Config', 'ours') }, { exposure: nlb() });
    expect(() => serviceTemplate(props)).not.toThrow();
  });
});

describe('refuses', () => {
  const listenerIn = (stack: Stack) => new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc: new ec2.Vpc(stack, 'SharedVpc') })
    .addListener('Listener', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const gradual = (stack: Stack) => new codedeploy.EcsDeploymentConfig(stack, 'Slow', { trafficRouting: codedeploy.TrafficRouting.timeBasedLinear({ interval: Duration.minutes(1), percentage: 10 }) });

  test.each<[string, CodeDeployProps | ((stack: Stack) => CodeDeployProps), Rest | ((stack: Stack) => Rest), string]>([
    ['no load balancer', {}, { exposure: Exposure.none() }, 'Deployment.codeDeploy moves traffic between two target groups, and the service has none; set exposure to Exposure.publicAlb, internalAlb, publicNlb or internalNlb'],
    ['an existing listener', {}, stack => ({ exposure: Exposure.albListenerRule(listenerIn(stack), { paths: ['/*'] }) }), 'Deployment.codeDeploy changes the default action of a listener, which an existing load balancer shares with other services'],
    ['the default of an existing listener', {}, stack => ({ exposure: Exposure.albListenerDefault(listenerIn(stack)) }), 'which an existing load balancer shares'],
    ['Service Connect', {}, { serviceConnect: ServiceConnect.client() }, 'serviceConnect requires deployments by ECS; use Deployment.rolling(), or remove serviceConnect or Deployment.codeDeploy'],
    ['a canary behind an NLB', { deploymentConfig: codedeploy.EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES }, { exposure: nlb() }, 'deploymentConfig (CodeDeployDefault.ECSCanary10Percent5Minutes) moves traffic step by step, which a Network Load Balancer does not'],
    ['steps of a configuration in the app behind an NLB', stack => ({ deploymentConfig: gradual(stack) }), { exposure: nlb() }, 'deploymentConfig (Stack/Slow) moves traffic step by step'],
    ['a test port equal to the port of the listener', { testTraffic: TestTraffic.port(80) }, {}, 'TestTraffic.port (80) is in use by another listener of the load balancer; use another port'],
    ['a test port equal to the port of the redirect', { testTraffic: TestTraffic.port(80) }, stack => ({ exposure: Exposure.publicAlb({ certificate: certificateIn(stack, 'own') }) }), 'TestTraffic.port (80) is in use by another listener'],
    ['a test port equal to the port of the NLB', { testTraffic: TestTraffic.port(5432) }, { exposure: nlb() }, 'TestTraffic.port (5432) is in use by another listener'],
    ['an invalid test port', { testTraffic: TestTraffic.port(70_000) }, {}, 'TestTraffic.port (70000) must be a whole number from 1 to 65535'],
    ['test traffic with a header', { testTraffic: TestTraffic.header('x-test', 'green') }, {}, "TestTraffic.header ('x-test') needs a listener rule, and CodeDeploy changes the default action of a listener; use TestTraffic.port"],
    ['test traffic on another listener', stack => ({ testTraffic: TestTraffic.listener(listenerIn(stack)) }), {}, "TestTraffic.listener ('Stack/Shared/Listener') requires an exposure on an existing listener; use TestTraffic.port"],
    ['a hook for test traffic without a test listener', stack => ({ hooks: { afterAllowTestTraffic: functionIn(stack) } }), {}, 'hooks.afterAllowTestTraffic is never called without a test listener; set testTraffic'],
    ['empty hooks', { hooks: {} }, {}, 'hooks is empty; add a function or remove hooks'],
    ['no alarms', { alarms: [] }, {}, 'alarms is empty; add a DeploymentAlarm or remove alarms'],
    ['eleven alarms', { alarms: Array.from({ length: 11 }, (_, index) => DeploymentAlarm.named(`a${index}`)) }, {}, 'alarms has 11 alarms, and a deployment group allows 10; use a composite alarm'],
    ['alarms on HTTP responses behind an NLB', { alarms: [DeploymentAlarm.serverErrors(1)] }, { exposure: nlb() }, 'DeploymentAlarm.serverErrors counts HTTP responses'],
    ['a wait of three days', { terminationWaitTime: Duration.days(3) }, {}, 'terminationWaitTime (4320 minutes) must be a whole number from 0 to 2880'],
    ['a wait in seconds', { terminationWaitTime: Duration.seconds(90) }, {}, 'terminationWaitTime (1.5 minutes) must be a whole number from 0 to 2880'],
    ['an approval without a time', { deploymentApprovalWaitTime: Duration.minutes(0) }, {}, 'deploymentApprovalWaitTime (0 minutes) must be a whole number of at least 1'],
  ])('%s', (_, given, rest, message) => {
    const stack = newStack();
    const props = typeof given === 'function' ? given(stack) : given;
    expect(() => makeService(stack, withCodeDeploy(props, typeof rest === 'function' ? rest(stack) : rest))).toThrow(message);
  });

  test.each<[string, (service: ContainerService) => void, string]>([
    ['a second exposure', service => service.expose('Internal', Exposure.internalAlb()), 'Deployment.codeDeploy: CodeDeploy deploys services with one target group only'],
    ['scaling by requests', service => service.autoScale({ maxTasks: 4 }).onRequests(100), 'Deployment.codeDeploy: onRequests counts the requests of one target group'],
    ['to grant a redeployment by ECS', service => service.grantRedeploy(service), 'Deployment.codeDeploy: ECS refuses to deploy a service that CodeDeploy deploys; use codeDeploy.grantDeploy'],
  ])('%s', (_, use, message) => {
    expect(() => use(makeService(newStack(), withCodeDeploy()))).toThrow(message);
  });

  test.each<[string, (service: ecs.BaseService) => void, string]>([
    ['a forced deployment', service => { resourceOf(service).forceNewDeployment = { enableForceNewDeployment: true, forceNewDeploymentNonce: '1' }; }, 'Deployment.codeDeploy: ECS accepts ForceNewDeployment only with the deployment controller ECS; remove forceNewDeployment'],
    ['EBS volumes', service => { resourceOf(service).volumeConfigurations = [{ name: 'data' }]; }, 'ECS accepts VolumeConfigurations only'],
    ['a second target group on the L2', service => {
      resourceOf(service).addPropertyOverride('LoadBalancers', ['a', 'b'].map(name => ({ TargetGroupArn: name, ContainerName: 'web', ContainerPort: 80 })));
    }, 'the service has 2 target groups, and only one is possible; remove the others'],
  ])('%s at synthesis', (_, use, message) => {
    expect(() => serviceTemplate(withCodeDeploy(), ({ service }) => use(service))).toThrow(message);
  });

  test('does not set the circuit breaker and alarms of ECS, so the CDK reports nothing', () => {
    const stack = newStack();
    makeService(stack, withCodeDeploy());
    Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

function resourceOf(service: ecs.BaseService): ecs.CfnService { return service.node.defaultChild as ecs.CfnService; }

test('the regulated profile works with CodeDeploy', () => {
  const template = serviceTemplate(stack => withCodeDeploy({ testTraffic: TestTraffic.port(9443) }, { profile: Profile.regulated(), exposure: Exposure.publicAlb({ certificate: certificateIn(stack, 'own'), accessLogs: false }) }));
  template.resourceCountIs(GROUP, 1);
});

test.each<[string, Rest]>([
  ['an ALB', withCodeDeploy({ testTraffic: TestTraffic.port(8080) })],
  ['an ALB without a test listener', withCodeDeploy()],
  ['an NLB', withCodeDeploy({ testTraffic: TestTraffic.port(5433) }, { exposure: nlb() })],
])('the validator reports nothing for a service behind %s', (_, props) => {
  const stack = newStack();
  makeService(stack, props);
  expect(EcsValidator.findings(stack.node.root)).toEqual([]);
});

test('allows scaling by CPU, and then sets no desired count', () => {
  const template = serviceTemplate(withCodeDeploy(), service => service.autoScale({ maxTasks: 4 }).onCpu(60));
  template.hasResourceProperties(SERVICE, { DesiredCount: Match.absent() });
});

test('a service that ECS deploys has neither a deployment group nor task sets', () => {
  const service = makeService(newStack());
  expect([service.codeDeploy, service.taskSets]).toEqual([undefined, undefined]);
});
