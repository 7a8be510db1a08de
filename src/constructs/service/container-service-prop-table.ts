import { ContainerServiceProps } from './container-service-props';

type Prop = keyof ContainerServiceProps & string;

/** Where the properties of the container of the service stand. */
const CONTAINER = 'ContainerDefinitions.0';

/** The props of a ContainerService that set a property, by resource type and property path. A finding about the property names the prop. */
export const CONTAINER_SERVICE_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::ECS::Service': {
    'Cluster': 'cluster',
    'TaskDefinition': 'taskDefinition',
    'DesiredCount': 'desiredCount',
    'CapacityProviderStrategy': 'capacity',
    'LaunchType': 'capacity',
    'PlatformVersion': 'platformVersion',
    'DeploymentConfiguration': 'deployment',
    'LoadBalancers': 'exposure',
    'NetworkConfiguration.AwsvpcConfiguration.Subnets': 'vpcSubnets',
    'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'vpcSubnets',
    'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': 'securityGroups',
    'HealthCheckGracePeriodSeconds': 'healthCheckGracePeriod',
    'ServiceRegistries': 'cloudMapOptions',
    'EnableExecuteCommand': 'enableExecuteCommand',
    'PropagateTags': 'propagateTags',
    'EnableECSManagedTags': 'enableEcsManagedTags',
    'AvailabilityZoneRebalancing': 'availabilityZoneRebalancing',
    'ServiceName': 'serviceName',
  },
  'AWS::ECS::TaskDefinition': {
    'Cpu': 'size',
    'Memory': 'size',
    'EphemeralStorage': 'ephemeralStorage',
    'Family': 'family',
    'TaskRoleArn': 'taskRole',
    'ExecutionRoleArn': 'executionRole',
    'RuntimePlatform.CpuArchitecture': 'cpuArchitecture',
    'RuntimePlatform.OperatingSystemFamily': 'operatingSystemFamily',
    [`${CONTAINER}.Name`]: 'containerName',
    [`${CONTAINER}.Image`]: 'image',
    [`${CONTAINER}.Command`]: 'command',
    [`${CONTAINER}.EntryPoint`]: 'entryPoint',
    [`${CONTAINER}.Environment`]: 'environment',
    [`${CONTAINER}.EnvironmentFiles`]: 'environmentFiles',
    [`${CONTAINER}.Secrets`]: 'secrets',
    [`${CONTAINER}.PortMappings`]: 'containerPort',
    [`${CONTAINER}.HealthCheck`]: 'healthCheck',
    [`${CONTAINER}.LogConfiguration`]: 'logging',
    [`${CONTAINER}.User`]: 'user',
    [`${CONTAINER}.ReadonlyRootFilesystem`]: 'readonlyRootFilesystem',
    [`${CONTAINER}.StopTimeout`]: 'stopTimeout',
    [`${CONTAINER}.DockerLabels`]: 'dockerLabels',
    [`${CONTAINER}.Ulimits`]: 'ulimits',
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': { MinCapacity: 'scaling', MaxCapacity: 'scaling' },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::Listener': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { '': 'exposure' },
};
