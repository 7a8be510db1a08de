import type { RequiredMembers } from './task-members';
import type { ValueFormat } from './value-format';

const ALB = 'Configuration/HostSharedAlb';
const ACCESS_TYPES: readonly string[] = ['PUBLIC', 'PRIVATE'];

/**
 * The format of settings of a gateway.
 *
 * Read on 2026-11-29, in the schema of the resource type and in @aws-sdk/client-ecs 3.1164.0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateGateway.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-gateway.html
 */
export const GATEWAY_FORMATS: readonly ValueFormat[] = [
  { path: 'GatewayName', pattern: /^[A-Za-z0-9-]{1,255}$/, form: '1 to 255 letters, digits and hyphens', otherwise: 'refused' },
  { path: 'PropagateTags', oneOf: ['GATEWAY', 'NONE'], otherwise: 'refused' },
  { path: `${ALB}/Port`, min: 443, max: 443, form: '443', otherwise: 'refused' },
  { path: `${ALB}/Protocol`, oneOf: ['HTTPS'], form: 'HTTPS', otherwise: 'refused' },
  { path: `${ALB}/Scheme`, oneOf: ['internet-facing', 'internal'], otherwise: 'refused' },
  { path: `${ALB}/HttpDesync`, oneOf: ['monitor', 'defensive', 'strictest'], otherwise: 'refused' },
  { path: `${ALB}/MaxAlbCount`, min: 1, form: 'at least 1', otherwise: 'refused' },
  { path: `${ALB}/NetworkConfiguration/IpAddressType`, oneOf: ['ipv4', 'dualstack', 'dualstack-without-public-ipv4'], otherwise: 'refused' },
  { path: `${ALB}/WebACLArn`, pattern: /^arn:[^:]+:wafv2:[^:]+:\d{12}:regional\/webacl\/.+/, form: 'the ARN of a regional web ACL', otherwise: 'doubtful' },
];

/**
 * The settings that a gateway requires.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateGateway.html
 */
export const GATEWAY_REQUIRED: readonly RequiredMembers[] = [
  { path: '', anyOf: ['GatewayName'], otherwise: 'refused' },
  { path: '', anyOf: ['InfrastructureRoleArn'], otherwise: 'refused' },
  { path: '', anyOf: ['Configuration'], otherwise: 'refused' },
  { path: 'Configuration', anyOf: ['HostSharedAlb'], otherwise: 'refused' },
  { path: `${ALB}/AccessLogs/Destination/S3`, anyOf: ['Bucket'], otherwise: 'refused' },
  { path: `${ALB}/TestTrafficRules/Header`, anyOf: ['Name'], otherwise: 'refused' },
  { path: `${ALB}/TestTrafficRules/Header`, anyOf: ['Values'], otherwise: 'refused' },
];

/**
 * The settings that the association of a gateway with a cluster requires.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AssociateGatewayWithCluster.html
 */
export const GATEWAY_ASSOCIATION_REQUIRED: readonly RequiredMembers[] = [
  { path: '', anyOf: ['Gateway'], otherwise: 'refused' },
  { path: '', anyOf: ['Cluster'], otherwise: 'refused' },
];

/**
 * The number of gateway connectors of a service.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnector.html
 */
export const GATEWAY_CONNECTORS_MAXIMUM = 1;

/**
 * The format of a gateway connector.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnector.html
 */
export const GATEWAY_CONNECTOR_FORMATS: readonly ValueFormat[] = [
  { path: 'Filters/AccessTypes/*', oneOf: ACCESS_TYPES, otherwise: 'refused' },
  { path: 'HealthCheck/HealthCheckProtocol', oneOf: ['HTTP', 'HTTPS'], otherwise: 'refused' },
  { path: 'HealthCheck/HealthCheckPort', min: 1, max: 65_535, otherwise: 'refused' },
  { path: 'HealthCheck/HealthCheckPath', pattern: /^\//, form: 'a path that starts with /', otherwise: 'doubtful' },
];
