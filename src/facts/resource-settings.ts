import { DAEMON_FORMATS, DAEMON_REQUIRED } from './daemons';
import { EXPRESS_FORMATS, EXPRESS_REQUIRED } from './express-services';
import { GATEWAY_ASSOCIATION_REQUIRED, GATEWAY_FORMATS, GATEWAY_REQUIRED } from './gateways';
import { SERVICE_REQUIRED } from './service-members';
import type { RequiredMembers } from './task-members';
import type { TypeFormats } from './value-format';

/** The settings of a resource type that AWS checks by themselves. */
export interface ResourceSettings extends TypeFormats {
  /** The resource as messages print it. */
  readonly what: string;
  readonly required: readonly RequiredMembers[];
}

/**
 * The resource types with settings that no other table has. The tables of each type name their sources.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ECS.html
 */
export const RESOURCE_SETTINGS: readonly ResourceSettings[] = [
  { type: 'AWS::ECS::Daemon', what: 'the daemon', formats: DAEMON_FORMATS, required: DAEMON_REQUIRED },
  { type: 'AWS::ECS::ExpressGatewayService', what: 'the Express service', formats: EXPRESS_FORMATS, required: EXPRESS_REQUIRED },
  { type: 'AWS::ECS::Gateway', what: 'the gateway', formats: GATEWAY_FORMATS, required: GATEWAY_REQUIRED },
  { type: 'AWS::ECS::Service', what: 'the service', formats: [], required: SERVICE_REQUIRED },
  { type: 'AWS::ECS::GatewayClusterAssociations', what: 'the association', formats: [], required: GATEWAY_ASSOCIATION_REQUIRED },
];
