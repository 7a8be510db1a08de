import { ContainerServiceProps } from './container-service-props';
import { TASK_DEFINITION_PROPS } from '../workload/task-definition-prop-table';

type Prop = keyof ContainerServiceProps & string;

/** The props of a ContainerService that set a property, by resource type and property path. A finding about the property names the prop. */
export const CONTAINER_SERVICE_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::ECS::Service': {
    'Cluster': 'cluster',
    'TaskDefinition': 'taskDefinition',
    'DesiredCount': 'desiredCount',
    'CapacityProviderStrategy': 'capacity',
    'LaunchType': 'capacity',
    'PlatformVersion': 'capacity',
    'DeploymentConfiguration': 'deployment',
    'DeploymentController': 'deployment',
    'LoadBalancers': 'exposure',
    'NetworkConfiguration.AwsvpcConfiguration.Subnets': 'vpcSubnets',
    'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'vpcSubnets',
    'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': 'securityGroups',
    'HealthCheckGracePeriodSeconds': 'healthCheckGracePeriod',
    'ServiceRegistries': 'cloudMapOptions',
    'ServiceConnectConfiguration': 'serviceConnect',
    'EnableExecuteCommand': 'enableExecuteCommand',
    'PropagateTags': 'propagateTags',
    'EnableECSManagedTags': 'enableEcsManagedTags',
    'PlacementStrategies': 'capacity',
    'PlacementConstraints': 'capacity',
    'AvailabilityZoneRebalancing': 'availabilityZoneRebalancing',
    'ServiceName': 'serviceName',
  },
  'AWS::ECS::TaskSet': {
    'TaskDefinition': 'family',
    'CapacityProviderStrategy': 'capacity',
    'PlatformVersion': 'capacity',
    'LoadBalancers': 'exposure',
    'NetworkConfiguration.AwsVpcConfiguration.Subnets': 'vpcSubnets',
    'NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp': 'vpcSubnets',
    'NetworkConfiguration.AwsVpcConfiguration.SecurityGroups': 'securityGroups',
  },
  'AWS::ECS::TaskDefinition': TASK_DEFINITION_PROPS,
  'AWS::CloudWatch::Alarm': { '': 'deployment' },
  'AWS::CodeDeploy::Application': { '': 'deployment' },
  'AWS::CodeDeploy::DeploymentGroup': { '': 'deployment' },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::Listener': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': { '': 'exposure' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { '': 'exposure' },
};
