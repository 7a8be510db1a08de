import { App, Stack, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EcsCluster } from '../../../src/constructs/capacity/ecs-cluster';
import { AlbExposureProps } from '../../../src/constructs/load-balancing/alb/alb-exposure-props';
import { Exposure } from '../../../src/constructs/load-balancing/exposure';
import { SharedAlb } from '../../../src/constructs/load-balancing/shared-alb/shared-alb';
import { SharedAlbProps } from '../../../src/constructs/load-balancing/shared-alb/shared-alb-props';
import { Profile } from '../../../src/constructs/profile/profile';
import { SecretSource } from '../../../src/constructs/secrets/secret-source';
import { ContainerService } from '../../../src/constructs/service/container-service';
import { ContainerServiceProps } from '../../../src/constructs/service/container-service-props';
import { ALL_PACKS, EVERYDAY_PACKS, nagAcknowledgements, nagFindings } from '../../support/nag';

const ENV = { account: '111122223333', region: 'eu-west-1' };

interface Web {
  readonly alb?: AlbExposureProps;
  readonly exposure?: (props: AlbExposureProps) => Exposure;
  readonly service?: Partial<ContainerServiceProps>;
}

function imageOf(scope: Construct): ecs.ContainerImage {
  return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(scope, 'Repository', 'web'));
}

function zoneOf(scope: Construct): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' });
}

/** An HTTPS service with a certificate, a domain, secrets and a bucket for its access logs. */
function webIn(stack: Stack, cluster: EcsCluster, { alb, exposure = Exposure.publicAlb, service }: Web = {}): void {
  new ContainerService(stack, 'Web', {
    cluster,
    image: imageOf(stack),
    containerPort: 8080,
    exposure: exposure({
      certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/c'),
      domainName: 'web.example.com',
      domainZone: zoneOf(stack),
      accessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'company-access-logs'),
      ...alb,
    }),
    secrets: {
      DB_PASSWORD: SecretSource.secretsManagerArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf', { jsonKey: 'password' }),
      API_KEY: SecretSource.parameterStoreName('/web/api-key'),
    },
    ...service,
  });
}

/** The service in its own network. */
function web({ regulated, ...rest }: Web & { readonly regulated?: boolean } = {}): App {
  const app = new App();
  const stack = new Stack(app, 'App', { env: ENV });
  webIn(stack, new EcsCluster(stack, 'Cluster', { profile: regulated ? Profile.regulated() : undefined }), rest);
  return app;
}

function serviceOf(app: App): ContainerService {
  return app.node.findChild('App').node.findChild('Web') as ContainerService;
}

describe('an HTTPS service', () => {
  test('has no findings of AwsSolutions and Serverless', () => {
    expect(nagFindings(web(), EVERYDAY_PACKS)).toEqual([]);
  });

  test('passes if the packs are plugins of the app', () => {
    const app = web();
    Validations.of(app).addPlugins(...EVERYDAY_PACKS.map(Pack => new Pack(app)));
    expect(() => app.synth()).not.toThrow();
  });

  test('acknowledges only necessary findings', () => {
    const app = web();
    app.synth();
    expect(nagAcknowledgements(app)).toEqual([
      'AwsSolutions-EC23 at App/Web/LB/SecurityGroup',
      'AwsSolutions-IAM5[Resource::*] at App/Web/TaskDef/ExecutionRole/DefaultPolicy',
    ]);
  });

  test('has only the finding for access logs without a bucket', () => {
    expect(nagFindings(web({ alb: { accessLogsBucket: undefined } }), EVERYDAY_PACKS)).toEqual(['AwsSolutions-ELB2 at App/Web/LB/Resource']);
  });

  test('leaves plain environment variables to the caller', () => {
    expect(nagFindings(web({ service: { environment: { PASSWORD: 'hunter2' } } }), EVERYDAY_PACKS)).toEqual(['AwsSolutions-ECS2 at App/Web/TaskDef/Resource']);
  });

  test('leaves a wildcard of another grant to the caller', () => {
    const app = web();
    serviceOf(app).taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    expect(nagFindings(app, EVERYDAY_PACKS)).toEqual(['AwsSolutions-IAM5[Resource::*] at App/Web/TaskDef/ExecutionRole/DefaultPolicy/Resource']);
  });
});

describe('a regulated HTTPS service', () => {
  test('has no findings of any pack', () => {
    expect(nagFindings(web({ regulated: true }), ALL_PACKS)).toEqual([]);
  });

  test('passes if the packs are plugins of the app', () => {
    const app = web({ regulated: true });
    Validations.of(app).addPlugins(...ALL_PACKS.map(Pack => new Pack(app)));
    expect(() => app.synth()).not.toThrow();
  });

  test('has no findings with ECS Exec, whose sessions are logged', () => {
    expect(nagFindings(web({ regulated: true, service: { enableExecuteCommand: true } }), ALL_PACKS)).toEqual([]);
  });

  test('has no findings on a cluster in another stack', () => {
    const app = new App();
    const cluster = new EcsCluster(new Stack(app, 'Platform', { env: ENV }), 'Cluster', { profile: Profile.regulated() });
    webIn(new Stack(app, 'App', { env: ENV }), cluster, { service: { enableExecuteCommand: true } });
    expect(nagFindings(app, ALL_PACKS)).toEqual([]);
  });

  test('acknowledges only necessary findings', () => {
    const app = web({ regulated: true });
    app.synth();
    expect(nagAcknowledgements(app)).toEqual([
      'AwsSolutions-EC23 at App/Web/LB/SecurityGroup',
      'AwsSolutions-IAM5[Resource::*] at App/Web/ExecutionRole/Grants',
      ...['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].flatMap(pack => [1, 2].map(
        index => `${pack}-VPCNoUnrestrictedRouteToIGW at App/ClusterVpc/PublicSubnet${index}`,
      )),
    ]);
  });

  test('has no findings in isolated subnets, behind an internal load balancer', () => {
    const app = new App();
    const stack = new Stack(app, 'App', { env: ENV });
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      natGateways: 0,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [{ name: 'Tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const isolated = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    webIn(stack, new EcsCluster(stack, 'Cluster', { vpc, profile: Profile.regulated() }), {
      exposure: props => Exposure.internalAlb({ ...props, loadBalancerSubnets: isolated }),
      service: { vpcSubnets: isolated },
    });
    vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toS3(s3.Bucket.fromBucketName(stack, 'Flow', 'company-flow-logs')) });
    expect(nagFindings(app, ALL_PACKS)).toEqual([]);
  });
});

describe('a service behind a shared load balancer', () => {
  const shared = (profile: Profile, logs: (stack: Stack) => Partial<SharedAlbProps>) => {
    const app = new App();
    const stack = new Stack(app, 'App', { env: ENV });
    const cluster = new EcsCluster(stack, 'Cluster', { profile });
    const edge = new SharedAlb(stack, 'Edge', {
      vpc: cluster.vpc, profile, internetFacing: true, domains: [{ domainName: 'web.example.com', domainZone: zoneOf(stack) }], ...logs(stack),
    });
    new ContainerService(stack, 'Web', { cluster, image: imageOf(stack), exposure: Exposure.sharedAlb(edge, { paths: ['/web/*'] }) });
    return app;
  };

  test('has no findings of AwsSolutions and Serverless, with new buckets for its logs', () => {
    expect(nagFindings(shared(Profile.standard(), () => ({ accessLogs: true, connectionLogs: true })), EVERYDAY_PACKS)).toEqual([]);
  });

  test('has no findings of any pack in the regulated profile', () => {
    const app = shared(Profile.regulated(), stack => ({ accessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'company-access-logs') }));
    expect(nagFindings(app, ALL_PACKS)).toEqual([]);
  });
});

test('ecs-patterns has more than forty findings with the same service', () => {
  const app = new App();
  const stack = new Stack(app, 'App', { env: ENV });
  new patterns.ApplicationLoadBalancedFargateService(stack, 'Web', {
    taskImageOptions: { image: imageOf(stack) },
    protocol: elbv2.ApplicationProtocol.HTTPS,
    domainName: 'web.example.com',
    domainZone: zoneOf(stack),
    redirectHTTP: true,
  });
  expect(nagFindings(app, ALL_PACKS).length).toBeGreaterThan(40);
});
