import { SERVICE_NAME } from './service-names';
import { VALUE_FORMATS } from './task-formats';
import { REQUIRED_MEMBERS, RequiredMembers } from './task-members';
import { FILLED, ValueFormat } from './value-format';

const CONTAINER = 'PrimaryContainer';

/** The properties of a container that the container of an Express service has too. */
const SHARED = /^ContainerDefinitions\/\*(?=$|\/(?:Image|Environment|Secrets|RepositoryCredentials)(?:$|\/))/;

/**
 * The format of settings of an Express service. Sources disagree on the metric: the enumeration of the API, which the schema repeats, has the
 * values below. The default of the health check path in the schema begins with a protocol and a port.
 *
 * Read on 2026-11-29, in the schema of the resource type and in @aws-sdk/client-ecs 3.1164.0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayContainer.html
 */
export const EXPRESS_FORMATS: readonly ValueFormat[] = [
  { path: 'ServiceName', ...SERVICE_NAME, otherwise: 'refused' },
  { path: 'ServiceName', ...FILLED, otherwise: 'doubtful' },
  { path: 'HealthCheckPath', pattern: /^(?:HTTPS?:\d+)?\//, form: 'a path that starts with /', otherwise: 'refused' },
  { path: `${CONTAINER}/ContainerPort`, min: 1, max: 65_535, otherwise: 'refused' },
  { path: 'ScalingTarget/AutoScalingMetric', oneOf: ['AVERAGE_CPU', 'AVERAGE_MEMORY', 'REQUEST_COUNT_PER_TARGET'], otherwise: 'refused' },
  { path: 'ScalingTarget/MinTaskCount', min: 0, form: 'at least 0', otherwise: 'refused' },
  { path: 'ScalingTarget/MaxTaskCount', min: 0, form: 'at least 0', otherwise: 'refused' },
  { path: 'ScalingTarget/AutoScalingTargetValue', min: 1, form: 'at least 1', otherwise: 'doubtful' },
  ...VALUE_FORMATS.filter(({ path }) => SHARED.test(path)).map(format => ({ ...format, path: format.path.replace(SHARED, CONTAINER) })),
];

/**
 * The settings that an Express service requires.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-expressgatewayservice.html
 */
export const EXPRESS_REQUIRED: readonly RequiredMembers[] = [
  { path: '', anyOf: ['InfrastructureRoleArn'], otherwise: 'refused' },
  { path: '', anyOf: ['PrimaryContainer', 'TaskDefinitionArn'], otherwise: 'refused' },
  { path: `${CONTAINER}/AwsLogsConfiguration`, anyOf: ['LogGroup'], otherwise: 'refused' },
  { path: `${CONTAINER}/AwsLogsConfiguration`, anyOf: ['LogStreamPrefix'], otherwise: 'refused' },
  { path: `${CONTAINER}/Secrets/*`, anyOf: ['Name'], otherwise: 'refused' },
  { path: `${CONTAINER}/Secrets/*`, anyOf: ['ValueFrom'], otherwise: 'refused' },
  ...REQUIRED_MEMBERS.filter(({ path, anyOf }) => SHARED.test(path) && !anyOf.includes('Name') || path.endsWith('/Environment/*'))
    .map(row => ({ ...row, path: row.path.replace(SHARED, CONTAINER) })),
];

/**
 * The settings that ECS does not accept together with a task definition, because the task definition has them.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html
 */
export const NOT_WITH_TASK_DEFINITION: readonly string[] = ['PrimaryContainer', 'ExecutionRoleArn', 'TaskRoleArn', 'Cpu', 'Memory', 'CpuArchitecture'];

/**
 * The name of the container that receives traffic, in a task definition for an Express service.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html
 */
export const EXPRESS_CONTAINER = 'Main';
