import { validate } from '../../src/validation/engine/validate';
import { scheduled } from '../../src/validation/scenes/extras';
import type { Resources } from '../../src/validation/scenes/parts';
import { applyChange, Change, SceneName, sourceIn } from '../../src/validation/scenes/scenes';

/** The findings of a rule for sources, as severity, resource and message. */
function reported(id: string, ...sources: Parameters<typeof validate>[0]): string[] {
  return validate(sources).filter(finding => finding.rule.id === id).map(({ severity, logicalId, message }) => `${severity} ${logicalId}: ${message}`);
}

describe('a stack without a Region, in isolated subnets', () => {
  const SCENE: SceneName = 'an isolated Fargate service';
  const withImage = (image: unknown, rest: object = {}) => ({
    ...sourceIn(SCENE, applyChange(SCENE, { Task: { ContainerDefinitions: { 0: { Image: image } } }, ...rest })), region: undefined,
  });

  test('has a warning for an image in a literal Region, behind endpoints for its own Region', () => {
    expect(reported('isolated-subnet-endpoints', withImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1'))).toEqual([
      expect.stringMatching(/^warning Service: the image of container "web" is in us-east-1, .* set env.region of the stack to us-east-1$/),
    ]);
  });

  test('can use the endpoints of that Region', () => {
    const endpoints = Object.fromEntries([['EcrApiEndpoint', 'ecr.api'], ['EcrEndpoint', 'ecr.dkr'], ['S3Endpoint', 's3']]
      .map(([logicalId, service]) => [logicalId, { ServiceName: `com.amazonaws.us-east-1.${service}` }]));
    expect(reported('isolated-subnet-endpoints', withImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1', endpoints))).toEqual([]);
  });

  test('can use an image in its own Region', () => {
    expect(reported('isolated-subnet-endpoints', withImage({ 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:1' }))).toEqual([]);
  });

  test('needs an ECR endpoint for an image in any Region', () => {
    expect(reported('isolated-subnet-endpoints', withImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1', { EcrEndpoint: undefined }))).toEqual([
      expect.stringMatching(/^error Service: isolated subnet \w+ has neither a route nor VPC endpoints to ecr\.dkr in us-east-1/),
    ]);
  });

  test('can pull an image in a literal Region despite an endpoint that does not admit its tasks', () => {
    const closed = { EcrApiEndpoint: { SecurityGroupIds: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] } };
    expect(reported('endpoints-admit-tasks', withImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1', closed))).toEqual([]);
  });
});

test('tasks in isolated subnets need endpoints for an image in a repository in the app', () => {
  const SCENE: SceneName = 'an isolated Fargate service';
  const change = {
    EcrEndpoint: undefined,
    Task: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${Repository.RepositoryUri}:1' } } } },
    Repository: { Type: 'AWS::ECR::Repository', Properties: {} },
  };
  expect(reported('isolated-subnet-endpoints', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
    'error Service: isolated subnet SubnetA has neither a route nor VPC endpoints to ecr.dkr (the image of container "web")',
  ]);
});

describe('the missing endpoints of an isolated subnet are one finding', () => {
  const SCENE: SceneName = 'an isolated Fargate service';
  const container = (change: object) => ({ ContainerDefinitions: { 0: change } });
  const secrets = ['A', 'B', 'C'].map(Name => ({ Name, ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' }));
  const role = { TaskRoleArn: 'arn:aws:iam::111122223333:role/shop' };

  test('with the service and its caller', () => {
    const change = { LogsEndpoint: undefined, Task: container({ Secrets: secrets.slice(0, 1) }) };
    expect(reported('isolated-subnet-endpoints', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
      'error Service: isolated subnet SubnetA has neither a route nor VPC endpoints to secretsmanager (secret A of container "web"), logs (the log of container "web")',
    ]);
  });

  test('with two callers of each service', () => {
    expect(reported('isolated-subnet-endpoints', sourceIn(SCENE, applyChange(SCENE, { Task: container({ Secrets: secrets }) })))).toEqual([
      'error Service: isolated subnet SubnetA has neither a route nor VPC endpoints to secretsmanager (secret A of container "web", secret B of container "web" and 1 more)',
    ]);
  });

  test('with severity error if the tasks cannot start without one of them', () => {
    const change = { LogsEndpoint: undefined, Service: { EnableExecuteCommand: true }, Task: role };
    expect(reported('isolated-subnet-endpoints', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
      'error Service: isolated subnet SubnetA has neither a route nor VPC endpoints to logs (the log of container "web"), ssmmessages (ECS Exec)',
    ]);
  });

  test('with severity warning if the tasks start without it, such as an endpoint for ECS Exec without private DNS', () => {
    const endpoint = {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.eu-west-1.ssmmessages', VpcId: { Ref: 'Vpc' }, PrivateDnsEnabled: false },
    };
    expect(reported('isolated-subnet-endpoints', sourceIn(SCENE, applyChange(SCENE, { Service: { EnableExecuteCommand: true }, Task: role, ExecEndpoint: endpoint })))).toEqual([
      'warning Service: ECS Exec does not reach endpoint ExecEndpoint from isolated subnet SubnetA: its PrivateDnsEnabled is false, so the service name does not resolve to it',
    ]);
  });

  test('for each subnet', () => {
    const change = {
      SubnetC: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'VpcC' }, CidrBlock: '10.1.0.0/24' } },
      VpcC: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } },
      RoutesOfC: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'VpcC' } } },
      SubnetCRoutes: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { RouteTableId: { Ref: 'RoutesOfC' }, SubnetId: { Ref: 'SubnetC' } } },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetC' }] } } },
      Task: container({ Secrets: secrets.slice(0, 1) }),
    };
    expect(reported('isolated-subnet-endpoints', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
      expect.stringContaining('isolated subnet SubnetC has neither a route nor VPC endpoints to ecr.api, ecr.dkr, s3 (the image of container "web"), logs'),
      expect.stringContaining('isolated subnet SubnetA has neither a route nor VPC endpoints to secretsmanager'),
    ]);
  });
});

test('a mount target of S3 Files that does not admit the tasks is a warning', () => {
  const SCENE: SceneName = 'a Fargate service with a shared file system';
  const target = (zone: string) => ({
    Type: 'AWS::S3Files::MountTarget',
    Properties: { FileSystemId: { Ref: 'FileSystem' }, SubnetId: { Ref: `Subnet${zone}` }, SecurityGroups: [{ 'Fn::GetAtt': ['TargetGroup', 'GroupId'] }] },
  });
  const resources = applyChange(SCENE, {
    FileSystem: { Type: 'AWS::S3Files::FileSystem', Properties: { Bucket: 'arn:aws:s3:::shared' } },
    TargetA: target('A'),
    TargetB: target('B'),
    FromTasks: undefined,
    Task: { Volumes: [{ Name: 'shared', S3FilesVolumeConfiguration: { FileSystemArn: { 'Fn::GetAtt': ['FileSystem', 'FileSystemArn'] } } }] },
  });
  expect(reported('mount-targets-admit-tasks', sourceIn(SCENE, resources))).toEqual([expect.stringMatching(/^warning Target/)]);
});

test('a repository in another stack may already contain the image', () => {
  const SCENE: SceneName = 'a Fargate service';
  const change = { Task: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': ['${Uri}:1', { Uri: { 'Fn::ImportValue': 'Repository' } }] } } } } };
  const repository = {
    Resources: { Repository: { Type: 'AWS::ECR::Repository', Properties: {} } } satisfies Resources,
    Outputs: { Repository: { Value: { 'Fn::GetAtt': ['Repository', 'RepositoryUri'] }, Export: { Name: 'Repository' } } },
  };
  const service = sourceIn(SCENE, applyChange(SCENE, change));
  expect(reported('image-before-service', service, { ...service, name: 'repository', stackName: 'repository', template: repository })).toEqual([]);
});

test('a task set of a service without a deployment controller is a warning', () => {
  const SCENE: SceneName = 'a service with a task set';
  const service = { DeploymentController: undefined, TaskDefinition: { Ref: 'Task' }, LaunchType: 'FARGATE' };
  expect(reported('task-set-service', sourceIn(SCENE, applyChange(SCENE, { Service: service, Primary: undefined })))).toEqual([
    'warning Tasks: Tasks belongs to service Service, whose deployment controller is ECS; task sets need EXTERNAL',
  ]);
});

describe('a missing property is reported, unless a macro may add it', () => {
  const SCENE: SceneName = 'a Fargate service behind a load balancer';

  test.each<[string, Change, string]>([
    ['listener-certificate', { Listener: { Certificates: undefined } }, 'error Listener: listener Listener has protocol HTTPS but no certificate; add one'],
    ['target-group-health-check', { Targets: { HealthCheckIntervalSeconds: 5 } },
      'error Targets: the default of HealthCheckTimeoutSeconds (5) must be less than HealthCheckIntervalSeconds (5)'],
  ])('by %s', (id, change, message) => {
    const { template, ...rest } = sourceIn(SCENE, applyChange(SCENE, change));
    const under = (Transform: unknown) => reported(id, { ...rest, template: { ...template, Transform } });
    expect([under('AWS::LanguageExtensions'), under('Rewriting')]).toEqual([[message], []]);
  });
});

test('a listener must forward to a target group, unless a CodeDeploy hook selects it', () => {
  const SCENE: SceneName = 'a Fargate service behind a load balancer';
  const { template, ...rest } = sourceIn(SCENE, applyChange(SCENE, { Listener: { DefaultActions: [{ Type: 'forward' }] } }));
  const withHooks = (Hooks: object) => reported('forward-action', { ...rest, template: { ...template, Hooks } });
  expect(withHooks({ BlueGreen: { Type: 'AWS::CodeDeploy::BlueGreen' } })).toEqual([]);
  expect(withHooks({})).toEqual(['error Listener: the action of type forward has no target group; set TargetGroupArn']);
});

describe('a cycle of resources', () => {
  const topic = (peer: string) => ({ Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: peer } } });
  const CYCLE = { First: topic('Second'), Second: topic('First') };
  const SCENE: SceneName = 'a Fargate service';
  const MESSAGE = 'error First: First depends on itself: First (DisplayName) → Second (DisplayName) → First';

  test('is not reported in a stack without a service', () => {
    expect(reported('circular-dependency', { name: 'topics', template: { Resources: CYCLE } }, sourceIn(SCENE, applyChange(SCENE)))).toEqual([]);
  });

  test('is reported in a stack that deploys a service in a nested stack', () => {
    const parent = { name: 'parent', template: { Resources: { ...CYCLE, Nested: { Type: 'AWS::CloudFormation::Stack', Properties: {} } } } };
    const nested = { ...sourceIn(SCENE, applyChange(SCENE)), nestedIn: { parent: 'parent', logicalId: 'Nested' } };
    expect(reported('circular-dependency', parent, nested)).toEqual([MESSAGE]);
  });

  test('is not reported if a macro may change the template', () => {
    const { template, ...rest } = sourceIn(SCENE, applyChange(SCENE, CYCLE));
    expect(reported('circular-dependency', { ...rest, template })).toEqual([MESSAGE]);
    expect(reported('circular-dependency', { ...rest, template: { ...template, Transform: 'Rewriting' } })).toEqual([]);
  });

  test('is reported for a service that depends on itself only with DependsOn', () => {
    const change = { Service: { DependsOn: ['Providers', 'Topic'] }, Topic: { ...topic('AWS::StackName'), DependsOn: 'Service' } };
    expect(reported('circular-dependency', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
      'error Service: Service depends on itself: Service (DependsOn) → Topic (DependsOn) → Service',
    ]);
  });
});

test('the health check port of UDP traffic needs an ingress rule for TCP', () => {
  const SCENE: SceneName = 'a Fargate service behind a load balancer';
  const change = {
    Targets: { Protocol: 'UDP', HealthCheckPort: '8080' },
    FromBalancer: { IpProtocol: 'udp' },
    Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'network' } },
    Listener: { Port: 80, Protocol: 'UDP', Certificates: undefined },
  };
  expect(reported('load-balancer-reaches-tasks', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
    'error Service: the security groups of the tasks do not admit load balancer Balancer on health check port 8080',
  ]);
});

test('both target groups of a service that shifts traffic are behind its rules', () => {
  const SCENE: SceneName = 'a Fargate service with blue/green deployments';
  const Actions = [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }];
  const change = {
    Service: { LoadBalancers: { 0: { AdvancedConfiguration: { TestListenerRule: { Ref: 'TestRule' } } } } },
    Rule: { Actions },
    TestRule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 2, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/test/*'] } }], Actions },
    },
  };
  expect(reported('traffic-shift-listeners', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([
    'warning Service: neither the production rule nor the test rule forwards to Green',
  ]);
});

describe('the AMI of a launch template comes from the default of a template parameter', () => {
  const SCENE: SceneName = 'a service on a capacity provider';
  const withParameter = (Parameters: Record<string, object>) => {
    const source = sourceIn(SCENE, applyChange(SCENE, { Template: { LaunchTemplateData: { InstanceType: 't4g.small', ImageId: { Ref: 'Ami' } } } }));
    return { ...source, template: { ...source.template, Parameters } };
  };
  const Type = 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>';

  test('which is for another architecture than the instance type', () => {
    expect(reported('machine-image-architecture', withParameter({ Ami: { Type, Default: '/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id' } }))).toEqual([
      'error Template: the AMI /aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id is for X86_64, but instances of type t4g.small have ARM64',
    ]);
  });

  test.each([
    { Type, Default: '/aws/service/ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id' },
    { Type },
    { Type: 'String', Default: '/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id' },
  ])('%j is not reported', Ami => { expect(reported('machine-image-architecture', withParameter({ Ami }))).toEqual([]); });
});

describe('a service behind a gateway, in another stack than its cluster', () => {
  const { Cluster, Service, ...rest } = applyChange('a service behind a gateway', { Association: undefined, Service: { DependsOn: [] } });

  test('may find a gateway that someone associated in between', () => {
    const outputs = { Outputs: { Cluster: { Value: { Ref: 'Cluster' }, Export: { Name: 'Cluster' } } } };
    const { Providers: _, ...others } = rest;
    const service = { ...Service, Properties: { ...(Service as { Properties: object }).Properties, Cluster: { 'Fn::ImportValue': 'Cluster' } } };
    const sources = [
      { name: 'shared', template: { Resources: { Cluster }, ...outputs } },
      { name: 'web', template: { Resources: { ...others, Service: service } } },
    ] as Parameters<typeof validate>[0];
    expect(reported('gateway-on-cluster', ...sources)).toEqual([]);
  });
});

describe('the default route of tasks leads nowhere', () => {
  const inScene = (scene: SceneName, change: Change) => reported('default-route-target', sourceIn(scene, applyChange(scene, change)));
  const route = (properties: object) => ({ Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, ...properties } });

  test('for an image outside of AWS, in a subnet with VPC endpoints', () => {
    expect(inScene('an isolated Fargate service', {
      Task: { ContainerDefinitions: { 0: { Image: 'nginx:1.27' } } },
      WayOut: route({ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: { Ref: 'Nat' } }),
      Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: { Ref: 'SubnetA' }, AllocationId: 'eipalloc-0a1b2c3d4e5f60718' } },
    })).toEqual([expect.stringMatching(/^error Nat: .* cannot reach .* through NAT gateway Nat/)]);
  });

  test('to an egress-only internet gateway of another VPC', () => {
    expect(inScene('a Fargate service in public subnets', {
      SubnetA: { CidrBlock: undefined, Ipv6Native: true },
      SubnetB: { CidrBlock: undefined, Ipv6Native: true },
      WayOut: route({ DestinationIpv6CidrBlock: '::/0', DestinationCidrBlock: undefined, GatewayId: undefined, EgressOnlyInternetGatewayId: { Ref: 'Out' } }),
      Out: { Type: 'AWS::EC2::EgressOnlyInternetGateway', Properties: { VpcId: { Ref: 'OtherVpc' } } },
      OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
    })).toEqual([expect.stringMatching(/^error WayOut: .* which is not attached to the VPC of the route table/)]);
  });
});

test('a scheduled task may find a directory that was created by hand', () => {
  const SCENE: SceneName = 'a Fargate service with a shared file system';
  const network = { AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }], AssignPublicIp: 'ENABLED' } };
  const change = {
    Task: { Volumes: { 0: { EFSVolumeConfiguration: { RootDirectory: '/reports' } } } },
    Service: undefined,
    Schedule: scheduled({ NetworkConfiguration: network }),
  };
  expect(reported('root-directory-exists', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([expect.stringMatching(/^warning Task: /)]);
});

describe('capacity providers with one name in two stacks', () => {
  const SCENE: SceneName = 'a service on a capacity provider';
  const named = (Name: unknown, name: string, rest: object = {}) => ({
    ...sourceIn(SCENE, applyChange(SCENE, { Instances: { Name } })), name, account: '111122223333', region: 'eu-west-1', ...rest,
  });

  test('are reported in one account and Region', () => {
    expect(reported('capacity-provider-name', named('web', 'one'), named('web', 'two'))).toEqual([expect.stringMatching(/^error Instances: .* has the name of Instances, web/)]);
  });

  test('are possible in two Regions', () => {
    expect(reported('capacity-provider-name', named('web', 'one'), named('web', 'two', { region: 'us-east-1' }))).toEqual([]);
  });

  test.each<readonly [string, unknown, object]>([
    ['in a Region that is not known', 'web', { region: undefined }], ['from parameters', { Ref: 'AParameter' }, {}],
  ])('are possible %s', (_, name, rest) => {
    expect(reported('capacity-provider-name', named(name, 'one', rest), named(name, 'two', rest))).toEqual([]);
  });
});

test('a generated name of a capacity provider in a stack whose name has the prefix in upper case is a warning', () => {
  const SCENE: SceneName = 'a service on a capacity provider in stack ecs-web';
  const source = sourceIn(SCENE, applyChange(SCENE, { Instances: { Name: undefined } }));
  expect(reported('capacity-provider-name', { ...source, stackName: 'ECS-web' })).toEqual([expect.stringMatching(/^warning Instances: .* starts with ECS-web/)]);
});

test('the architecture of Managed Instances is a warning for a service without tasks so far', () => {
  const SCENE: SceneName = 'a service on Managed Instances';
  const InstanceRequirements = { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1024 }, CpuManufacturers: ['intel'] };
  const change = {
    Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' } },
    Service: { DesiredCount: 0 },
    Provider: { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements } } },
  };
  expect(reported('instance-architecture', sourceIn(SCENE, applyChange(SCENE, change)))).toEqual([expect.stringMatching(/^warning Task: CpuArchitecture is ARM64/)]);
});

test('a second capacity provider of Managed Instances may have the architecture', () => {
  const SCENE: SceneName = 'a service on Managed Instances';
  const requiring = (more: object) => ({
    InstanceLaunchTemplate: { InstanceRequirements: { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1024 }, ...more } },
  });
  const change = (more: object) => ({
    Task: { RuntimePlatform: { CpuArchitecture: 'ARM64' } },
    Provider: { ManagedInstancesProvider: requiring({ CpuManufacturers: ['intel'] }) },
    More: { Type: 'AWS::ECS::CapacityProvider', Properties: { ClusterName: { Ref: 'Cluster' }, ManagedInstancesProvider: requiring(more) } },
    Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }, { CapacityProvider: { Ref: 'More' }, Weight: 1 }] },
  });
  const find = (more: object) => reported('instance-architecture', sourceIn(SCENE, applyChange(SCENE, change(more))));
  expect(find({})).toEqual([]);
  expect(find({ CpuManufacturers: ['amd'] })).toEqual([expect.stringMatching(/^error Task: CpuArchitecture is ARM64/)]);
});

describe('instances of two clusters', () => {
  const SCENE: SceneName = 'a service on a capacity provider';
  const script = (cluster: string) => ({ LaunchTemplateData: { UserData: { 'Fn::Base64': `#!/bin/bash\necho ECS_CLUSTER=${cluster} >> /etc/ecs/ecs.config\n` } } });
  const other = { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'other', CapacityProviders: [{ Ref: 'Instances' }] } };
  const find = (change: Change) => reported('instances-join-cluster', sourceIn(SCENE, applyChange(SCENE, change)));

  test('join none of them', () => { expect(find({ Other: other, Template: script('third') })).toEqual([expect.stringMatching(/^error Template: /)]); });
  test('join one of them', () => { expect(find({ Other: other, Template: script('other') })).toEqual([]); });
  test('may be in another deployment than a cluster', () => {
    expect(find({ Cluster: { Condition: 'OnOne' }, Group: { Condition: 'OnOther' }, Template: script('third') })).toEqual([]);
  });
});
