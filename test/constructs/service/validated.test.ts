import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AlbAuthentication, Capacity, ContainerService, ContainerServiceProps, Deployment, DeploymentAlarm, DeploymentHook, EcsCluster, EcsClusterProps, EcsValidator, Exposure, SecretSource, ServiceConnect, SharedAlb, TaskSize, TestTraffic } from '../../../src';
import { IMAGE, makeService } from '../../support/container-service';
import { addGroup, onGmsaInstances, onInstances } from '../../support/instances';
import { Edge, zoneIn } from '../../support/shared-alb';

const CERTIFICATE_ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Imported', CERTIFICATE_ARN);
const ECR_IMAGE = ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1');

type Make = (stack: Stack) => Partial<ContainerServiceProps>;

function isolatedCluster(stack: Stack): EcsCluster {
  const vpc = new ec2.Vpc(stack, 'Isolated', { natGateways: 0, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  return new EcsCluster(stack, 'Cluster', { vpc });
}

/** `cluster` replaces the cluster that `makeService` creates. */
function withCluster(stack: Stack, props: EcsClusterProps): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...props });
}

const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;

/** Every exposure in every network mode of instances. */
const INSTANCE_SERVICES: readonly (readonly [string, Make])[] = [AWS_VPC, BRIDGE, HOST].flatMap(networkMode => {
  const on = onInstances({ networkMode });
  const listenerIn = (stack: Stack, { vpc }: ecs.ICluster, props: Partial<elbv2.BaseApplicationListenerProps> = {}) =>
    new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc }).addListener('Listener', { port: 80, ...props });
  const rows: readonly (readonly [string, Make])[] = [
    ['without an exposure', on],
    ['behind a public load balancer', stack => ({ ...on(stack), exposure: Exposure.publicAlb({ certificate: certificate(stack) }) })],
    ['behind an internal Network Load Balancer', stack => ({ ...on(stack), exposure: Exposure.internalNlb({ listenerPort: 8080 }) })],
    ['behind a public Network Load Balancer', stack => ({ ...on(stack), exposure: Exposure.publicNlb({ certificate: certificate(stack) }) })],
    ['as the default of a listener', stack => {
      const props = on(stack);
      return { ...props, exposure: Exposure.albListenerDefault(listenerIn(stack, props.cluster)) };
    }],
    ['behind a listener rule', stack => {
      const props = on(stack);
      const defaultAction = elbv2.ListenerAction.fixedResponse(404);
      return { ...props, exposure: Exposure.albListenerRule(listenerIn(stack, props.cluster, { defaultAction }), { paths: ['/api/*'] }) };
    }],
    ['behind a shared load balancer', stack => {
      const props = on(stack);
      const edge = new SharedAlb(stack, 'Edge', { vpc: props.cluster.vpc });
      return { ...props, exposure: Exposure.sharedAlb(edge, { paths: ['/api/*'] }) };
    }],
    ['with blue/green deployments', stack => ({
      ...on(stack), exposure: Exposure.internalAlb(), deployment: Deployment.blueGreen({ testTraffic: TestTraffic.port(8080) }),
    })],
    ['with sessions and an audit', stack => ({ ...on(stack), enableExecuteCommand: true })],
    ...(networkMode === HOST ? [] : [['with Service Connect', stack => {
      const cluster = withCluster(stack, { defaultCloudMapNamespace: { name: 'shop.local' } });
      const capacity = Capacity.instances(addGroup(cluster), { networkMode });
      return { cluster, capacity, containerPort: 8080, serviceConnect: ServiceConnect.server() };
    }] as const satisfies readonly [string, Make]]),
  ];
  return rows.map(([name, make]) => [`on instances in network mode ${networkMode}, ${name}`, make] as const);
});

const SERVICES: readonly (readonly [string, Make])[] = [
  ['by default', () => ({})],
  ['with environment files in a bucket in the app', stack => ({
    environmentFiles: [ecs.EnvironmentFile.fromBucket(new s3.Bucket(stack, 'Files'), 'api.env')],
  })],
  ['with environment files in an imported bucket', stack => ({
    environmentFiles: [ecs.EnvironmentFile.fromBucket(s3.Bucket.fromBucketName(stack, 'Company', 'company'), 'api.env')],
  })],
  ['behind a public load balancer', () => ({ exposure: Exposure.publicAlb({ healthCheckPath: '/healthz', insecureHttp: true }) })],
  ['over HTTPS', stack => ({ exposure: Exposure.publicAlb({ certificate: certificate(stack) }) })],
  ['behind an internal load balancer', () => ({ exposure: Exposure.internalAlb() })],
  ['behind an internal load balancer with IPv6', stack => ({
    cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK }) }),
    exposure: Exposure.internalAlb({ ipAddressType: elbv2.IpAddressType.DUAL_STACK }),
  })],
  ['with a private name over HTTP', stack => ({
    cluster: withCluster(stack, {}),
    exposure: Exposure.internalAlb({
      domainName: 'api.example.com',
      domainZone: new route53.PrivateHostedZone(stack, 'Zone', { zoneName: 'example.com', vpc: stack.node.findChild('Vpc') as ec2.Vpc }),
      insecureHttp: true,
    }),
  })],
  ['as the default action of a listener', stack => {
    const cluster = withCluster(stack, {});
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc: cluster.vpc }).addListener('Listener', { port: 80 });
    return { cluster, exposure: Exposure.albListenerDefault(listener) };
  }],
  ['behind a Network Load Balancer with TLS and static addresses', stack => ({ exposure: Exposure.publicNlb({ certificate: certificate(stack), createElasticIps: true }) })],
  ['behind TLS up to the tasks', stack => ({ exposure: Exposure.publicNlb({ certificate: certificate(stack), targetProtocol: elbv2.Protocol.TLS, accessLogs: true }) })],
  ['behind UDP', () => ({ containerPort: 53, exposure: Exposure.publicNlb({ protocol: elbv2.Protocol.UDP, listenerPort: 53, healthCheck: { port: '8080' } }) })],
  ['behind UDP and TCP on one port', () => ({ containerPort: 53, exposure: Exposure.internalNlb({ protocol: elbv2.Protocol.TCP_UDP, listenerPort: 53 }) })],
  ['behind UDP, with health checks on the same port', () => ({
    containerPort: 53, exposure: Exposure.publicNlb({ protocol: elbv2.Protocol.UDP, listenerPort: 53, healthCheck: { port: 'traffic-port' } }),
  })],
  ['with blue/green deployments, test traffic and hooks', () => ({
    exposure: Exposure.publicAlb({ insecureHttp: true }),
    deployment: Deployment.blueGreen({
      testTraffic: TestTraffic.header('x-test', 'green'),
      hooks: [DeploymentHook.smokeTest('/'), DeploymentHook.approval()],
      alarms: [DeploymentAlarm.serverErrors(10), DeploymentAlarm.responseTime(Duration.seconds(1))],
    }),
  })],
  ['with canary deployments on an internal load balancer with a test port', () => ({
    exposure: Exposure.internalAlb(), deployment: Deployment.canary({ testTraffic: TestTraffic.port(8080), hooks: [DeploymentHook.smokeTest('/')] }),
  })],
  ['with linear deployments behind a Network Load Balancer', () => ({
    exposure: Exposure.internalNlb({ listenerPort: 1883 }), deployment: Deployment.linear({ testTraffic: TestTraffic.port(1884) }),
  })],
  ['with linear deployments over Service Connect', stack => ({
    cluster: withCluster(stack, { defaultCloudMapNamespace: { name: 'shop.local' } }),
    containerPort: 8080,
    appProtocol: ecs.AppProtocol.http,
    serviceConnect: ServiceConnect.server(),
    deployment: Deployment.linear({ testTraffic: TestTraffic.header('x-test', 'green') }),
  })],
  ['with blue/green deployments without traffic', () => ({ deployment: Deployment.blueGreen() })],
  ['that is prepared for blue/green', () => ({ exposure: Exposure.internalAlb(), deployment: Deployment.rolling({ trafficShift: true }) })],
  ['with gRPC and a health service', stack => ({
    exposure: Exposure.internalAlb({
      certificate: certificate(stack), protocolVersion: elbv2.ApplicationProtocolVersion.GRPC, healthCheckPath: '/grpc.health.v1.Health/Check',
    }),
  })],
  ['with HTTP/2, slow start and no cross-zone load balancing', stack => ({
    exposure: Exposure.publicAlb({
      certificate: certificate(stack),
      protocolVersion: elbv2.ApplicationProtocolVersion.HTTP2,
      slowStart: Duration.minutes(1),
      crossZoneEnabled: false,
    }),
  })],
  ['with anomaly mitigation', stack => ({
    exposure: Exposure.publicAlb({
      certificate: certificate(stack),
      loadBalancingAlgorithmType: elbv2.TargetGroupLoadBalancingAlgorithmType.WEIGHTED_RANDOM,
      enableAnomalyMitigation: true,
    }),
  })],
  ['with stickiness on Spot', () => ({
    capacity: Capacity.fargateAndSpot(),
    exposure: Exposure.publicAlb({ insecureHttp: true, stickinessCookieDuration: Duration.hours(1), stickinessCookieName: 'session' }),
  })],
  ['with authentication by a user pool', stack => {
    const userPool = new cognito.UserPool(stack, 'Users');
    const callbackUrls = ['https://shop.example.com/oauth2/idpresponse'];
    const oAuth = { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID], callbackUrls };
    return {
      exposure: Exposure.publicAlb({
        certificate: certificate(stack),
        authentication: AlbAuthentication.cognito({
          userPool,
          userPoolClient: userPool.addClient('Alb', { generateSecret: true, oAuth }),
          userPoolDomain: userPool.addDomain('Login', { cognitoDomain: { domainPrefix: 'shop' } }),
        }),
      }),
    };
  }],
  ['in public subnets', () => ({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } })],
  ['in isolated subnets, with secrets', stack => ({
    cluster: isolatedCluster(stack),
    image: ECR_IMAGE,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    secrets: { TOKEN: SecretSource.parameterStoreName('/shop/token') },
  })],
  ['on Spot and ARM64', () => ({ capacity: Capacity.fargateAndSpot({ spotWeight: 3 }), cpuArchitecture: ecs.CpuArchitecture.ARM64 })],
  ['with a launch type', () => ({ capacity: Capacity.fargateLaunchType() })],
  ['with audited sessions', stack => ({ cluster: withCluster(stack, { execAudit: {} }), enableExecuteCommand: true })],
  ['that logs through FireLens', () => ({ logging: ecs.LogDrivers.firelens({ options: { Name: 'firehose', region: 'eu-west-1', delivery_stream: 'shop' } }) })],
  ['that logs through FireLens in isolated subnets', stack => ({
    cluster: isolatedCluster(stack),
    image: ECR_IMAGE,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    logging: ecs.LogDrivers.firelens({ options: { Name: 'firehose', region: 'eu-west-1', delivery_stream: 'shop' } }),
  })],
  ['with deployment alarms on itself and its load balancer', () => ({
    exposure: Exposure.publicAlb({ insecureHttp: true }),
    deployment: Deployment.rolling({ alarms: [DeploymentAlarm.cpuUtilization(90), DeploymentAlarm.serverErrors(10)] }),
  })],
  ['on Managed Instances, behind a load balancer', stack => {
    const cluster = withCluster(stack, {});
    const instances = cluster.addManagedInstances('Managed', { instanceTypes: [new ec2.InstanceType('m7g.large')] });
    return { cluster, capacity: Capacity.managedInstances(instances), exposure: Exposure.publicAlb({ certificate: certificate(stack) }) };
  }],
  ['on Managed Instances in network mode host, behind no load balancer', stack => {
    const cluster = withCluster(stack, {});
    return { cluster, capacity: Capacity.managedInstances(cluster.addManagedInstances('Managed'), { networkMode: ecs.NetworkMode.HOST }) };
  }],
  ['on external instances, with a default namespace of the cluster', stack => {
    const cluster = withCluster(stack, { defaultCloudMapNamespace: { name: 'shop.local' } });
    cluster.addExternalInstances('Servers', { activation: {} });
    return { cluster, capacity: Capacity.external(), enableExecuteCommand: true };
  }],
  ...INSTANCE_SERVICES,
  ['on instances with GPUs, and with a credential specification', stack => ({
    ...onGmsaInstances({ networkMode: ecs.NetworkMode.BRIDGE, placementConstraints: [ecs.PlacementConstraint.distinctInstances()] })(stack),
    gpuCount: 1,
    hostname: 'gpu',
    extraHosts: { printer: '10.0.0.9' },
    credentialSpecs: [ecs.DomainJoinedCredentialSpec.fromS3Bucket(new s3.Bucket(stack, 'Files'), 'gmsa.json')],
  })],
  ['on instances without a size of the task', stack => ({
    ...onInstances()(stack), size: TaskSize.instances(), containerCpu: 256, containerMemoryReservation: Size.mebibytes(256),
  })],
  ['with a slow deployment', () => ({ deployment: Deployment.rolling({ minHealthyPercent: 50, maxHealthyPercent: 150 }) })],
];

describe('the validator reports nothing for a service', () => {
  test.each(SERVICES)('%s', (_, props) => {
    const app = new App();
    // the Region of the images
    const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
    makeService(stack, props(stack));
    expect(EcsValidator.findings(app)).toEqual([]);
  });

  test('behind a shared load balancer in another stack, with names, certificates and logs', () => {
    const edge = new Edge(stack => ({
      internetFacing: true,
      domains: [{ domainName: 'shop.example.com', domainZone: zoneIn(stack) }],
      accessLogs: true,
      connectionLogs: true,
    }), new App(), 'eu-west-1');
    edge.serve('Orders', { hosts: ['shop.example.com'], paths: ['/orders/*'], methods: ['GET'], healthCheckPath: '/healthz' });
    edge.serve('Api', stack => ({ hosts: ['api.example.com'], domainZone: zoneIn(stack) }))
      .service.expose('Beta', Exposure.sharedAlb(edge.alb, { hosts: ['api.example.com'], headers: { 'x-beta': ['1'] } }));
    edge.exposed(new Stack(edge.app, 'Web', { env: { region: 'eu-west-1' } }), Exposure.sharedAlbDefault(edge.alb)).service.autoScale({ maxTasks: 4 }).onRequests(100);
    expect(EcsValidator.findings(edge.app)).toEqual([]);
  });

  test('behind an imported shared load balancer', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    const edge = SharedAlb.fromSharedAlbAttributes(stack, 'Edge', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2',
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0', { allowAllOutbound: false })],
    });
    makeService(stack, { exposure: Exposure.sharedAlb(edge, { sourceIps: ['10.0.0.0/8'] }) });
    expect(EcsValidator.findings(stack.node.root as App)).toEqual([]);
  });

  test('that shares a listener in another stack, and scales', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const vpc = new ec2.Vpc(platform, 'Vpc');
    const listener = new elbv2.ApplicationLoadBalancer(platform, 'LB', { vpc })
      .addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const service = new ContainerService(new Stack(app, 'Shop'), 'Api', {
      cluster: new EcsCluster(platform, 'Cluster', { vpc }),
      image: IMAGE,
      exposure: Exposure.albListenerRule(listener, { priority: 10, paths: ['/api/*'] }),
    });
    const scaling = service.autoScale({ minTasks: 2, maxTasks: 10 });
    scaling.onCpu(60);
    scaling.onRequests(1000);
    expect(EcsValidator.findings(app)).toEqual([]);
  });
});

test('a cluster with an unknown VPC runs no service, and nothing is created', () => {
  const stack = new Stack(new App(), 'Stack');
  const cluster = ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/main');
  expect(() => makeService(stack, { cluster })).toThrow('please use fromClusterAttributes() instead');
  expect(stack.node.findChild('Api').node.children).toEqual([]);
});
