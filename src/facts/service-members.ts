import type { RequiredMembers } from './task-members';

const CONNECT = 'ServiceConnectConfiguration';
const OFFER = `${CONNECT}/Services/*`;
const TEST_HEADER = `${OFFER}/ClientAliases/*/TestTrafficRules/Header`;
const DEPLOYMENT = 'DeploymentConfiguration';
const VOLUME = 'VolumeConfigurations/*';
const LATTICE = 'VpcLatticeConfigurations/*';

/**
 * The settings that a service requires. The schema of the resource type requires them too, so CloudFormation refuses a service without them.
 * Rules of their own check what depends on other settings: subnets, client aliases, names of alarms, and the settings of lifecycle hooks.
 *
 * Read on 2026-11-29; the same in the L1 constructs of aws-cdk-lib 2.276.0.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 */
export const SERVICE_REQUIRED: readonly RequiredMembers[] = [
  ...required(`${DEPLOYMENT}/DeploymentCircuitBreaker`, 'Enable', 'Rollback'),
  ...required(`${DEPLOYMENT}/DeploymentCircuitBreaker/ThresholdConfiguration`, 'Type', 'Value'),
  ...required(`${DEPLOYMENT}/Alarms`, 'Enable', 'Rollback'),
  ...required('ForceNewDeployment', 'EnableForceNewDeployment'),
  ...required('LoadBalancers/*/AdvancedConfiguration', 'AlternateTargetGroupArn'),
  ...required(CONNECT, 'Enabled'),
  ...required(OFFER, 'PortName'),
  ...required(`${OFFER}/ClientAliases/*`, 'Port'),
  ...required(`${OFFER}/ClientAliases/*/TestTrafficRules`, 'Header'),
  ...required(TEST_HEADER, 'Name'),
  ...required(`${TEST_HEADER}/Value`, 'Exact'),
  ...required(`${OFFER}/Tls`, 'IssuerCertificateAuthority'),
  ...required(`${CONNECT}/LogConfiguration/SecretOptions/*`, 'Name', 'ValueFrom'),
  ...required(`${CONNECT}/AccessLogConfiguration`, 'Format'),
  ...required(VOLUME, 'Name'),
  ...required(`${VOLUME}/ManagedEBSVolume`, 'RoleArn'),
  ...required(`${VOLUME}/ManagedEBSVolume/TagSpecifications/*`, 'ResourceType'),
  ...required(LATTICE, 'PortName', 'RoleArn', 'TargetGroupArn'),
  ...required('Monitoring', 'MetricConfigurations'),
  ...required('Monitoring/MetricConfigurations/*', 'MetricNames', 'ResolutionSeconds'),
  ...required('PlacementConstraints/*', 'Type'),
  ...required('PlacementStrategies/*', 'Type'),
];

function required(path: string, ...keys: readonly string[]): readonly RequiredMembers[] {
  return keys.map(key => ({ path, anyOf: [key], otherwise: 'refused' }));
}
