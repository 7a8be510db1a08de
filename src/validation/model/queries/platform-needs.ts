import { EXEC_SINCE, LARGE_SIZE_SINCE, PLATFORM_FEATURES, SERVICE_CONNECT_SINCE } from '../../../facts/fargate-platform-versions';
import { SECRET_SUPPORT, SecretFeature } from '../../../facts/secrets-capability';
import type { Container } from '../entities/container';
import type { TaskDefinition } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { places } from '../evaluation/places';
import { isAmong } from '../evaluation/values';

/** A feature of Fargate for Linux that a task uses, and its first platform version. */
export interface PlatformNeed {
  readonly what: string;
  readonly since: string;
  readonly isDoubtful?: true;
}

/** The features that a task certainly uses. */
export function platformNeeds(task: TaskDefinition, { node }: TaskRunner): readonly PlatformNeed[] {
  const { cpu, since } = LARGE_SIZE_SINCE;
  return [
    ...PLATFORM_FEATURES.filter(({ path, values }) => places(task.node, path).some(place => isAmong(place, values))),
    ...task.cpu.satisfies(units => units >= cpu) ? [{ what: `tasks with ${task.cpu} CPU units`, since }] : [],
    ...node.flag('EnableExecuteCommand').is(true) ? [{ what: 'ECS Exec', since: EXEC_SINCE, isDoubtful: true } as const] : [],
    ...node.get('ServiceConnectConfiguration').flag('Enabled').is(true) ? [{ what: 'Service Connect', since: SERVICE_CONNECT_SINCE }] : [],
    ...task.containers.flatMap(container => secretNeeds(container)),
  ];
}

function secretNeeds({ secrets, logSecrets, logDriver, label }: Container): readonly PlatformNeed[] {
  return [...secrets, ...logSecrets].flatMap(({ value, name, usedAs }) => {
    const features: readonly SecretFeature[] = value?.featuresAs(usedAs) ?? [];
    const routed: readonly SecretFeature[] = usedAs === 'log option' && logDriver.is('awsfirelens') ? ['fireLensValue'] : [];
    return [...features, ...routed].flatMap(feature => {
      const since = SECRET_SUPPORT[feature].FARGATE_LINUX.sincePlatform;
      return since === undefined ? [] : [{ what: `${FEATURE_NAMES[feature]} (${usedAs} ${name.known ?? 'without a known name'} of ${label})`, since }];
    });
  });
}

const FEATURE_NAMES: Readonly<Record<SecretFeature, string>> = {
  parameter: 'parameters of Parameter Store',
  parameterVersion: 'versions of parameters',
  secret: 'secrets of Secrets Manager',
  secretJsonKey: 'JSON keys of secrets',
  secretVersionStage: 'version stages of secrets',
  secretVersionId: 'version ids of secrets',
  logDriverValue: 'secrets of log drivers',
  logDriverJsonKeyOrVersion: 'JSON keys or versions of secrets of log drivers',
  fireLensValue: 'secrets of FireLens',
  registryCredentials: 'registry credentials',
};
