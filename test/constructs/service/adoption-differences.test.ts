import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Capacity, ContainerService, ContainerServiceProps, Deployment, Exposure, SecretSource, TaskSize } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { recommendedFeatureFlags } from '../../support/feature-flags';

const GUIDE = join(__dirname, '../../../docs/guides/adopting.md');
const ROW = /^\| `([\w:]+)`(?: `([\w.]+)`)? \| (.+?) \| (.*?) ?\|$/;

/** Properties whose parts have separate rows. */
const APART = ['DeploymentConfiguration'];

/**
 * The value that AWS uses if a template has none.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'ElasticLoadBalancingV2::Listener': { SslPolicy: 'ELBSecurityPolicy-2016-08' },
  'ElasticLoadBalancingV2::TargetGroup': { HealthCheckIntervalSeconds: 30, HealthyThresholdCount: 5, UnhealthyThresholdCount: 2 },
};

/** An attribute of a target group with its default. */
const DEFAULT_DRAINING = JSON.stringify({ Key: 'deregistration_delay.timeout_seconds', Value: '300' });

/** The default health check and draining of a target group. */
const OLD_TARGETS = {
  deregistrationDelay: Duration.minutes(5),
  healthCheck: { interval: Duration.seconds(30), healthyThresholdCount: 5, unhealthyThresholdCount: 2 },
};

interface Resource {
  readonly Type: string;
  readonly DependsOn?: unknown;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

const VARIANTS = ['scaled', 'of one count', 'internal, with a secret'] as const;
type Variant = typeof VARIANTS[number];

type Resources = Readonly<Record<string, Resource>>;
type Make = (stack: Stack, cluster: ecs.ICluster) => void;

/** The differences in the guide: `kept` is the value that a prop keeps. */
function documented(section: string): { readonly all: string[]; readonly unavoidable: string[] } {
  const text = readFileSync(GUIDE, 'utf8').split(/^## /m).find(part => part.startsWith(section))!;
  const rows = text.split('\n').map(line => ROW.exec(line)).filter(row => row !== null);
  const name = ([, type, property]: RegExpExecArray) => property ? `${type} ${property}` : type;
  return { all: rows.map(name).sort(), unavoidable: rows.filter(([, , , , keep]) => keep === '').map(name).sort() };
}

function resourcesOf(make: Make, context: Record<string, unknown> = {}): Resources {
  const stack = new Stack(new App({ context }), 'Stack');
  make(stack, new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), enableFargateCapacityProviders: true }));
  return Template.fromStack(stack).toJSON().Resources as Resources;
}

function differences(before: Resources, after: Resources): string[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return [...new Set(ids.flatMap(id => differencesOf(before[id], after[id])))].sort();
}

function differencesOf(before?: Resource, after?: Resource): string[] {
  const type = (before ?? after)!.Type.slice('AWS::'.length);
  if (!before || !after) { return [type]; }
  const [old, now] = [before, after].map(({ DependsOn, Properties = {} }) => parts({ ...DEFAULTS[type], ...Properties, DependsOn }));
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter(name => JSON.stringify(old[name]) !== JSON.stringify(now[name])).map(name => `${type} ${name}`);
}

function parts(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).flatMap(([name, value]): [string, unknown][] => APART.includes(name)
    ? Object.entries(value as object).map(([part, inner]) => [`${name}.${part}`, inner])
    : [[name, name === 'TargetGroupAttributes' ? (value as object[]).filter(each => JSON.stringify(each) !== DEFAULT_DRAINING) : value]]));
}

const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Imported', 'arn:aws:acm:eu-west-1:111122223333:certificate/1');

/** The props that keep each property that can be kept. */
const AS_BEFORE: Partial<ContainerServiceProps> = {
  capacity: Capacity.fargateLaunchType(),
  deployment: Deployment.rolling({ minHealthyPercent: 50, circuitBreaker: false }),
  enableEcsManagedTags: false,
  propagateTags: ecs.PropagatedTagSource.NONE,
};

describe('a service of ecs-patterns', () => {
  const isInternal = (variant: Variant) => variant === 'internal, with a secret';
  const secretOf = (stack: Stack) => new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') });
  const before = (variant: Variant): Make => (stack, cluster) => {
    const { service } = new patterns.ApplicationLoadBalancedFargateService(stack, 'Web', {
      cluster,
      cpu: 512,
      memoryLimitMiB: 1024,
      desiredCount: runningCount(variant),
      ...isInternal(variant) ? { publicLoadBalancer: false } : { certificate: certificate(stack), redirectHTTP: true },
      taskImageOptions: {
        image: IMAGE, containerPort: 8080, secrets: isInternal(variant) ? { TOKEN: ecs.Secret.fromSecretsManager(secretOf(stack)) } : undefined,
      },
    });
    if (variant === 'scaled') { service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('CpuScaling', { targetUtilizationPercent: 60 }); }
  };
  const service = (stack: Stack, cluster: ecs.ICluster, variant: Variant, props: Partial<ContainerServiceProps>) => new ContainerService(stack, 'Web', {
    cluster,
    image: IMAGE,
    containerPort: 8080,
    size: TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) }),
    secrets: isInternal(variant) ? { TOKEN: SecretSource.secretsManager(secretOf(stack)) } : undefined,
    ...props,
  });
  const careless = (variant: Variant): Make => (stack, cluster) => {
    const exposure = isInternal(variant) ? Exposure.internalAlb() : Exposure.publicAlb({ certificate: certificate(stack) });
    const web = service(stack, cluster, variant, { exposure });
    if (variant === 'scaled') { web.autoScale({ minTasks: 1, maxTasks: 4 }).onCpu(60); }
  };
  const careful = (variant: Variant): Make => (stack, cluster) => {
    const exposure = isInternal(variant)
      ? Exposure.internalAlb({ ...OLD_TARGETS, openListener: true })
      : Exposure.publicAlb({ ...OLD_TARGETS, certificate: certificate(stack), sslPolicy: elbv2.SslPolicy.RECOMMENDED });
    const web = service(stack, cluster, variant, {
      ...AS_BEFORE, exposure, desiredCount: runningCount(variant), logRetention: logs.RetentionDays.INFINITE,
    });
    if (variant === 'scaled') { web.autoScale({ minTasks: 1, maxTasks: 4 }).onCpu(60, { policyId: 'CpuScaling' }); }
    (web.endpoint!.loadBalancer as elbv2.ApplicationLoadBalancer).removeAttribute('routing.http.drop_invalid_header_fields.enabled');
  };
  const changes = (after: (variant: Variant) => Make, context?: Record<string, unknown>) =>
    [...new Set(VARIANTS.flatMap(variant => changesOf(before(variant), after(variant), context)))].sort();
  const carelessChanges = (context?: Record<string, unknown>) => changes(careless, context);

  test('differs only in the properties of the guide', () => {
    expect(carelessChanges()).toEqual(documented('From ApplicationLoadBalancedFargateService').all);
  });

  test('keeps everything that the guide keeps', () => {
    expect(changes(careful)).toEqual(documented('From ApplicationLoadBalancedFargateService').unavoidable);
  });

  test('differs in no additional property with the recommended feature flags', () => {
    const { all } = documented('From ApplicationLoadBalancedFargateService');
    expect(carelessChanges(recommendedFeatureFlags()).filter(change => !all.includes(change))).toEqual([]);
  });

  test('loses no log with the code of the guide', () => {
    expect(readFileSync(GUIDE, 'utf8')).toContain('logRetention: logs.RetentionDays.INFINITE');
    const [group] = Object.values(resourcesOf(careful('scaled'))).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
    expect(group.Properties ?? {}).not.toHaveProperty('RetentionInDays');
  });
});

describe('a FargateService', () => {
  const task = (stack: Stack) => {
    const definition = new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 512, memoryLimitMiB: 1024 });
    definition.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 8080 }] });
    return definition;
  };
  const before: Make = (stack, cluster) => { new ecs.FargateService(stack, 'Web', { cluster, taskDefinition: task(stack), desiredCount: 1 }); };
  const after = (props: Partial<ContainerServiceProps>, keepsDescription = false): Make => (stack, cluster) => {
    const web = new ContainerService(stack, 'Web', { cluster, taskDefinition: task(stack), ...props });
    const old = resourcesOf(before);
    const idOf = (type: string) => Object.keys(old).find(id => old[id].Type === type && id.startsWith('Web'))!;
    const resource = (path: string) => web.node.findAll().find(child => child.node.path === `Stack/Web/${path}`) as CfnResource;
    resource('Service/Service').overrideLogicalId(idOf('AWS::ECS::Service'));
    const group = resource('Service/SecurityGroup/Resource');
    group.overrideLogicalId(idOf('AWS::EC2::SecurityGroup'));
    if (keepsDescription) { group.addPropertyOverride('GroupDescription', 'Stack/Web/SecurityGroup'); }
  };

  test('differs only in the properties of the guide', () => {
    expect(changesOf(before, after({}))).toEqual(documented('From FargateService').all);
  });

  test('has the logical ids of the guide', () => {
    const [, section] = readFileSync(GUIDE, 'utf8').split('## From FargateService');
    const ids = [...section.matchAll(/overrideLogicalId\('(\w+)'\)/g)].map(([, id]) => id);
    expect(ids).toEqual(Object.keys(resourcesOf(before)).filter(id => id.startsWith('Web')));
  });

  test('keeps everything that the guide keeps', () => {
    expect(changesOf(before, after({ ...AS_BEFORE, desiredCount: 1 }, true))).toEqual(documented('From FargateService').unavoidable);
  });
});

function changesOf(before: Make, after: Make, context?: Record<string, unknown>): string[] {
  return differences(resourcesOf(before, context), resourcesOf(after, context));
}

/** A service that scales has no desired count in its template. */
function runningCount(variant: Variant): number | undefined { return variant === 'scaled' ? undefined : 1; }
