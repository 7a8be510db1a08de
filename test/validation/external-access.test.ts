import { validate } from '../../src/validation/engine/validate';
import { RULES } from '../../src/validation/rules/registry.generated';
import { NamedRule, placed } from '../../src/validation/rules/rule';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';
import { PROVISIONERS } from '../support/provisioners';

interface Piece {
  /** The resource types of the missing piece: a resource that refers to them may have created it. */
  readonly of: readonly string[];
  /** Bad examples with another violation, which no outside resource can repair. */
  readonly except?: readonly string[];
}

const ROLE = 'AWS::IAM::Role';
const KEY = 'AWS::KMS::Key';
const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';
const FILE_SYSTEM = 'AWS::EFS::FileSystem';
const LOG_GROUP = 'AWS::Logs::LogGroup';

/** The rules that report a missing piece, which may be created outside the app. */
const MISSING_PIECES: Readonly<Record<string, Piece>> = {
  'alb-target-listener': { of: ['AWS::ElasticLoadBalancingV2::LoadBalancer'] },
  'container-insights': { of: ['AWS::ECS::Cluster'], except: ['disabled'] },
  'log-retention': { of: [LOG_GROUP] },
  'code-deploy-listeners': {
    of: ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::TargetGroup'],
    except: [
      'a linear configuration for a network load balancer', 'a canary configuration in the app for a network load balancer', 'two target groups of other services',
      'one listener for production and test traffic',
    ],
  },
  'collector-permission': { of: [ROLE], except: ['the X-Ray daemon without a task role', 'the CloudWatch agent without a task role'] },
  'default-route-target': { of: ['AWS::EC2::RouteTable', 'AWS::EC2::InternetGateway'] },
  'default-strategy-associated': { of: ['AWS::ECS::Cluster'] },
  'discovery-namespace': { of: ['AWS::ServiceDiscovery::PrivateDnsNamespace'], except: ['two namespaces with one name', 'two namespaces that differ in upper case', 'a hosted zone with the name'] },
  'endpoints-admit-tasks': { of: [SECURITY_GROUP] },
  'endpoint-policy': { of: ['AWS::EC2::VPC'] },
  'event-dead-letters': {
    of: ['AWS::SQS::Queue', ROLE],
    except: ['a topic', 'a FIFO queue', 'a topic of the app', 'a FIFO queue of the app', 'the URL of a queue', 'another Region'],
  },
  'exec-log-encryption': { of: [LOG_GROUP] },
  'exec-permissions': { of: [ROLE] },
  'file-read-permission': { of: [ROLE] },
  'file-system-access': { of: [FILE_SYSTEM] },
  'root-directory-exists': { of: [FILE_SYSTEM] },
  'file-system-mount-targets': { of: [FILE_SYSTEM, 'AWS::S3Files::FileSystem'] },
  'firelens-output-permission': { of: [ROLE] },
  'gateway-on-cluster': {
    of: ['AWS::ECS::Cluster'], except: [],
  },
  'image-before-service': { of: ['AWS::ECR::Repository'] },
  'image-pull-permission': { of: [ROLE] },
  'instance-capabilities': { of: ['AWS::AutoScaling::AutoScalingGroup'] },
  'instance-role': { of: [ROLE], except: ['no profile', 'an override without a launch template', 'a launch template that an override names'] },
  'instance-role-passed': { of: [ROLE] },
  'instances-join-cluster': { of: ['AWS::AutoScaling::AutoScalingGroup'] },
  'instances-reach-ecs': { of: ['AWS::EC2::VPC'] },
  'isolated-subnet-endpoints': { of: ['AWS::EC2::VPC'] },
  'lattice-reaches-tasks': { of: [SECURITY_GROUP] },
  'launch-type-without-instances': { of: ['AWS::AutoScaling::AutoScalingGroup'] },
  'load-balancer-egress': { of: [SECURITY_GROUP] },
  'load-balancer-reaches-tasks': { of: [SECURITY_GROUP] },
  'log-group-key': { of: [KEY], except: ['an asymmetric key', 'a disabled key'] },
  'log-group-region': { of: [LOG_GROUP] },
  'log-writing-permission': { of: [ROLE] },
  'mount-targets-admit-tasks': { of: [SECURITY_GROUP] },
  'network-acl-traffic': { of: ['AWS::EC2::NetworkAcl'] },
  'outbound-traffic': { of: [SECURITY_GROUP] },
  'pipeline-permissions': { of: [ROLE] },
  'provider-on-cluster': { of: ['AWS::ECS::Cluster'], except: ['Managed Instances in another cluster'] },
  'public-load-balancer-subnets': { of: ['AWS::EC2::RouteTable'] },
  'provider-with-instances': { of: ['AWS::AutoScaling::AutoScalingGroup'] },
  'public-subnet-public-ip': { of: ['AWS::EC2::RouteTable'] },
  'public-ip-needs-route': { of: ['AWS::EC2::RouteTable'] },
  'public-subnet-on-instances': { of: ['AWS::EC2::RouteTable'] },
  'role-trust': { of: [ROLE] },
  'role-trust-condition': { of: [ROLE] },
  'room-for-services': { of: ['AWS::AutoScaling::AutoScalingGroup'] },
  'room-for-tasks': { of: ['AWS::AutoScaling::AutoScalingGroup'] },
  'run-task-permissions': { of: [ROLE, 'AWS::Serverless::StateMachine'], except: ['a SAM state machine with a Deny statement'] },
  'secret-contents': { of: ['AWS::SecretsManager::Secret'] },
  'secret-key-permission': { of: [KEY] },
  'secret-policy-without-json-key': { of: [ROLE] },
  'secret-read-permission': { of: [ROLE], except: ['permission, and a Deny statement'] },
  'service-connect-namespace': { of: ['AWS::ECS::Cluster'] },
  'service-connect-tls': { of: ['AWS::ACMPCA::CertificateAuthority'], except: ['an asymmetric key', 'no role'] },
  'service-role-permissions': { of: [ROLE, KEY] },
  'storage-key': { of: [KEY], except: ['a multi-Region key', 'an asymmetric key', 'an alias'] },
  'target-group-has-listener': { of: ['AWS::ElasticLoadBalancingV2::TargetGroup'] },
  'traffic-shift-listeners': {
    of: ['AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::ElasticLoadBalancingV2::Listener'],
    except: ['the listener of an Application Load Balancer', 'a listener for test traffic', 'the ARN of a listener'],
  },
  'task-definition-fits-launch-type': {
    of: ['AWS::ECS::Cluster'], except: ['a task definition for EC2', 'a task definition for Managed Instances', 'a task definition for Fargate on ECS Anywhere', 'a capacity provider strategy', 'an Express service with a task definition for EC2'],
  },
  'termination-protection': { of: ['AWS::AutoScaling::AutoScalingGroup'], except: ['no managed scaling', 'managed scaling that is not set'] },
  'scalable-target-service': {
    of: ['AWS::ECS::Cluster'], except: ['the default cluster', 'another cluster', 'another literal name', 'a service in the default cluster'],
  },
  'scale-from-zero': { of: ['AWS::ApplicationAutoScaling::ScalableTarget'] },
  'step-scaling-alarm': { of: ['AWS::ApplicationAutoScaling::ScalingPolicy'] },
  'task-set-service': { of: ['AWS::ECS::Service'], except: ['a service that ECS deploys'] },
};

/** The rules about properties of one resource, or about the order of resources: nothing outside the app can change these. */
const ABOUT_WHAT_IS_WRITTEN: readonly string[] = [
  'association-before-service', 'cluster-before-users', 'one-provider-list', 'scaling-order', 'service-connect-servers-first', 'task-definition-before-service', 'gateway-before-route',
  'way-out-before-service',
  'accelerators', 'app-protocol', 'awsvpc-host-port', 'capacity-bounds', 'classic-load-balancer-host-port', 'classic-load-balancer-settings', 'container-command', 'container-cpu',
  'container-dependencies', 'container-exists', 'daemon-capacity-providers', 'container-memory', 'container-overrides', 'container-port-mapped', 'container-ports',
  'daemon-deployment-controller', 'daemon-not-on-fargate', 'dependency-conditions', 'deployment-percent-range', 'desired-count-with-scaling', 'discovery-name',
  'duplicate-variables', 'dynamic-port-health-check', 'ebs-volume-match', 'ebs-volume-settings', 'ebs-volume-type', 'ecs-anywhere-service',
  'environment-files', 'essential-container', 'event-target-cluster-arn', 'exec-log-configuration', 'exec-proxy-bypass', 'exec-support',
  'exec-writable-root', 'execution-role', 'express-task-count', 'express-task-definition', 'external-controller', 'fargate-spot-system', 'fargate-task-size', 'file-system-volumes', 'firelens-options',
  'firelens-router', 'gateway-connector', 'gpu-sharing', 'health-check-command', 'host-network-host-port', 'host-ports', 'image-platform', 'launch-type-or-strategy', 'list-length-limits',
  'listener-before-service', 'log-driver', 'log-options', 'managed-policy-path', 'mixed-capacity-strategy', 'mount-points', 'mount-targets-before-service',
  'network-configuration-forbidden', 'network-configuration-required', 'network-mode', 'network-mode-parameters', 'one-vpc', 'placement-on-instances-only',
  'plaintext-secret', 'platform-version',
  'platform-version-on-fargate-only', 'policies-before-provider', 'policies-before-service', 'port-ranges', 'private-dns-conflict', 'proxy-configuration',
  'public-ip-needs-ipv4',
  'public-ip-on-fargate-only', 'registry-credentials', 'required-properties', 'resource-settings', 'rolling-update-blocked', 'rolling-update-headroom',
  'scheduled-task-role', 'secret-reference', 'secure-parameter-reference', 'secure-string-resource', 'service-connect-port', 'service-role', 'shared-load-balancer-zones',
  'storage-key-windows', 'strategy-base', 'strategy-weight', 'supported-parameters', 'swappiness-without-swap', 'system-controls',
  'target-type-fits-network-mode', 'task-cpu-range', 'task-definition-size', 'task-role', 'tls-keys-exposed', 'ulimits', 'unique-names', 'value-format',
  'volume-kinds', 'windows-on-instances',
  'code-deploy-group', 'code-deploy-service', 'deployment-controller-settings', 'deployment-strategy-settings', 'early-success-criteria', 'gradual-traffic',
  'lifecycle-hooks', 'requests-of-shifted-traffic', 'service-connect-test-traffic', 'shared-traffic-rule', 'traffic-shift-load-balancers',
  'traffic-shift-target-groups',
  'availability-zone-rebalancing', 'certificate-place', 'circular-dependency', 'forward-action', 'health-check-protocol', 'http2-listener', 'listener-actions', 'listener-authentication', 'listener-certificate', 'listener-needs-https', 'listener-port', 'listener-protocol', 'listener-response', 'listener-rule-conditions', 'listener-rule-priority',
  'listener-target-protocol', 'load-balancer-settings', 'load-balancer-zones', 'service-name', 'spot-deregistration-delay', 'target-group-attributes', 'target-group-count', 'target-group-health-check',
  'target-tracking-metric', 'web-acl-scope',
  'listener-rule-repeated', 'load-balancer-entry', 'load-balancer-name', 'load-balancer-task-zones', 'reference-kind', 'target-group-address-type', 'shared-target-group', 'target-group-load-balancer', 'traffic-network-mode',
  'health-check-grace-period', 'instance-architecture', 'rolling-update-outage', 'task-fits-instance',
  'client-alias', 'cluster-value-format', 'daemon-settings', 'deployment-alarms', 'discovery-service', 'named-port-targets', 'placement-settings', 'service-connect-proxy',
  'service-list-lengths', 'service-registry', 'service-task-definition', 'service-value-format', 'strategy-limits',
  'balancing-attributes', 'load-balancer-properties', 'mutual-tls', 'target-group-properties',
  'agent-settings', 'auto-scaling-group-policies', 'instance-draining', 'auto-scaling-group-settings', 'instance-metadata-endpoint', 'machine-image-support', 'managed-group-scaling',
  'user-data-form', 'warm-pool-settings',
  'machine-image-architecture', 'subnet-addresses',
  'code-deploy-values', 'listener-value-format',
  'associated-providers', 'fargate-provider-name', 'default-namespace', 'managed-instance-types', 'metadata-tag-keys',
  'capacity-provider-kind', 'capacity-provider-name', 'capacity-provider-settings', 'group-of-one-provider',
  'collector-configuration', 'image-shell', 'task-role-credentials',
  // posture
  'awsvpc-network-mode', 'container-logging', 'container-user', 'deployment-circuit-breaker', 'ebs-encryption', 'efs-authorization',
  'efs-encryption', 'exec-init-process', 'exec-session-protection', 'host-namespaces', 'image-tag', 'immutable-image-tags',
  'instance-metadata-of-tasks', 'instance-metadata-version', 'latest-platform-version', 'managed-termination-protection', 'memory-limit', 'privileged-container',
  'public-http-listener', 'public-ip', 'read-only-root-file-system', 'separate-roles', 'task-role-privileges',
  'alarm-settings', 'customized-metric', 'high-resolution-metric', 'one-scalable-target', 'predictive-scaling', 'request-label', 'scaling-metric', 'scaling-on-ecs-anywhere',
  'scaling-policy-name', 'scaling-policy-target', 'scaling-policy-type', 'scaling-resource', 'scaling-schedule', 'scaling-settings', 'scheduled-bounds',
  'service-metric-dimensions', 'step-adjustments',
  'code-deploy-configuration', 'code-deploy-group-limits', 'pipeline-action-settings', 'pipeline-structure', 'pipeline-target',
  'event-input', 'event-rule-settings', 'run-task-arguments', 'run-task-region', 'run-task-state', 'schedule-time', 'starter-settings',
  'discovery-instance', 'discovery-values',
];

test('every rule either reports a missing piece or checks literal settings', () => {
  expect(RULES.map(({ id }) => id).sort()).toEqual([...Object.keys(MISSING_PIECES), ...ABOUT_WHAT_IS_WRITTEN].sort());
});

describe.each(RULES.filter(({ id }) => id in MISSING_PIECES).map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  const { of, except = [] } = MISSING_PIECES[id];
  const examples = Object.entries(rule.bad).filter(([name]) => !except.includes(name)).map(([, example]) => placed(rule, example));

  test('has the listed examples', () => { expect(Object.keys(rule.bad)).toEqual(expect.arrayContaining([...except])); });

  test.each(Object.entries(PROVISIONERS))('reports nothing if %s refers to the resource without the piece', (_, provisioner) => {
    for (const { scene, change } of examples) {
      const resources = applyChange(scene, change);
      const given = Object.keys(resources).filter(logicalId => of.includes(resources[logicalId].Type)).map(Ref => ({ Ref }));
      expect(given).not.toEqual([]);
      expect(findingsOf(rule, sourceIn(scene, { ...resources, ...provisioner(given) }))).toEqual([]);
    }
  });

  test.each(Object.entries(PROVISIONERS))('still reports if %s refers to another resource', (_, provisioner) => {
    for (const { scene, change } of examples) {
      const bystander = { Bystander: { Type: 'AWS::SQS::Queue', Properties: {} } };
      expect(findingsOf(rule, sourceIn(scene, { ...applyChange(scene, change), ...bystander, ...provisioner([{ Ref: 'Bystander' }]) }))).not.toEqual([]);
    }
  });
});

function findingsOf(rule: NamedRule, source: ReturnType<typeof sourceIn>): readonly string[] {
  return validate([source], { rules: [rule] }).map(({ message }) => message);
}
