import { ScheduledJobProps } from './scheduled-job-props';
import { TASK_DEFINITION_PROPS } from '../../workload/task-definition-prop-table';

type Prop = keyof ScheduledJobProps & string;

const RUN = 'Target.EcsParameters';

/** The props of a ScheduledJob that set a property, by resource type and property path. A finding about the property names the prop. */
export const SCHEDULED_JOB_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::Scheduler::Schedule': {
    'ScheduleExpression': 'schedule',
    'ScheduleExpressionTimezone': 'schedule',
    'FlexibleTimeWindow': 'flexibleWindow',
    'StartDate': 'start',
    'EndDate': 'end',
    'State': 'enabled',
    'GroupName': 'scheduleGroup',
    'Target.RetryPolicy.MaximumRetryAttempts': 'deliveryAttempts',
    'Target.RetryPolicy.MaximumEventAgeInSeconds': 'maxDeliveryAge',
    'Target.Arn': 'execution',
    [`${RUN}.CapacityProviderStrategy`]: 'capacity',
    [`${RUN}.LaunchType`]: 'capacity',
    [`${RUN}.PlatformVersion`]: 'capacity',
    [`${RUN}.PlacementStrategy`]: 'capacity',
    [`${RUN}.PlacementConstraints`]: 'capacity',
    [`${RUN}.NetworkConfiguration.AwsvpcConfiguration.Subnets`]: 'vpcSubnets',
    [`${RUN}.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp`]: 'vpcSubnets',
    [`${RUN}.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups`]: 'securityGroups',
    [`${RUN}.EnableExecuteCommand`]: 'enableExecuteCommand',
    [`${RUN}.PropagateTags`]: 'propagateTags',
    [`${RUN}.EnableECSManagedTags`]: 'enableEcsManagedTags',
  },
  'AWS::StepFunctions::StateMachine': { '': 'execution' },
  'AWS::CloudWatch::Alarm': { AlarmActions: 'failureTopic' },
  'AWS::ECS::TaskDefinition': TASK_DEFINITION_PROPS,
};
