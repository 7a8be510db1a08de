import { own } from './own';

/** The keys of a map, or of each map in a list. `null` means a value, or a map that is not checked. */
export interface ArgumentNames { readonly [name: string]: ArgumentNames | null }

/** What a starter does with a key that it does not know. */
export interface KnownArguments {
  readonly names: ArgumentNames;
  /** The settings, as messages print them. */
  readonly what: string;
  readonly effect: string;
  /** Whether it refuses a known name in another spelling. Other names may be new ones of AWS. */
  readonly isRefused: boolean;
}

const NAME_AND_VALUE = { Name: null, Value: null };
const TYPE_AND_VALUE = { Type: null, Value: null };
const KEY_AND_VALUE = { Key: null, Value: null };

const OVERRIDES: ArgumentNames = {
  ContainerOverrides: {
    Command: null,
    Cpu: null,
    Environment: NAME_AND_VALUE,
    EnvironmentFiles: TYPE_AND_VALUE,
    Memory: null,
    MemoryReservation: null,
    Name: null,
    ResourceRequirements: null,
  },
  Cpu: null,
  EphemeralStorage: { SizeInGiB: null },
  ExecutionRoleArn: null,
  InferenceAcceleratorOverrides: { DeviceName: null, DeviceType: null },
  Memory: null,
  TaskRoleArn: null,
};

const PLACEMENT_CONSTRAINTS = { Expression: null, Type: null };
const PLACEMENT_STRATEGY = { Field: null, Type: null };
const AWSVPC = { AssignPublicIp: null, SecurityGroups: null, Subnets: null };

const COMMON: ArgumentNames = {
  CapacityProviderStrategy: { Base: null, CapacityProvider: null, Weight: null },
  EnableECSManagedTags: null,
  EnableExecuteCommand: null,
  Group: null,
  LaunchType: null,
  PlacementConstraints: PLACEMENT_CONSTRAINTS,
  PlatformVersion: null,
  PropagateTags: null,
  ReferenceId: null,
};

const OF_TARGETS: ArgumentNames = { ...COMMON, TaskCount: null, TaskDefinitionArn: null };

/**
 * The parameters of RunTask.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
const RUN_TASK: ArgumentNames = {
  ...COMMON,
  ClientToken: null,
  Cluster: null,
  Count: null,
  NetworkConfiguration: { AwsvpcConfiguration: AWSVPC },
  Overrides: OVERRIDES,
  PlacementStrategy: PLACEMENT_STRATEGY,
  StartedBy: null,
  Tags: KEY_AND_VALUE,
  TaskDefinition: null,
  VolumeConfigurations: null,
};

const STATES = { names: RUN_TASK, what: 'the arguments of RunTask', effect: 'Step Functions does not support it', isRefused: true };

/**
 * The parameters of each starter of tasks. Step Functions refuses a definition with another one: "The field is not supported by Step Functions". CloudFormation
 * refuses keys outside the schema of a resource type. A service ignores keys of a request that it does not know. Names of EventBridge rules
 * differ from those of the others: `AwsVpcConfiguration`, `PlacementStrategies` and `TagList`.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-ecsparameters.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-scheduler-schedule-ecsparameters.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-pipes-pipe-pipetargetecstaskparameters.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsSdkCall.html
 * @see https://github.com/aws/aws-cdk/issues/10014
 */
const ARGUMENTS: Readonly<Record<string, KnownArguments>> = {
  rule: {
    names: { ...OF_TARGETS, NetworkConfiguration: { AwsVpcConfiguration: AWSVPC }, PlacementStrategies: PLACEMENT_STRATEGY, TagList: KEY_AND_VALUE },
    what: 'the EcsParameters of an EventBridge rule',
    effect: 'CloudFormation rejects it',
    isRefused: true,
  },
  schedule: {
    names: { ...OF_TARGETS, NetworkConfiguration: { AwsvpcConfiguration: AWSVPC }, PlacementStrategy: PLACEMENT_STRATEGY, Tags: null },
    what: 'the EcsParameters of a schedule',
    effect: 'CloudFormation rejects it',
    isRefused: true,
  },
  pipe: {
    names: {
      ...OF_TARGETS,
      NetworkConfiguration: { AwsvpcConfiguration: AWSVPC },
      Overrides: OVERRIDES,
      PlacementStrategy: PLACEMENT_STRATEGY,
      Tags: KEY_AND_VALUE,
    },
    what: 'the EcsTaskParameters of a pipe',
    effect: 'CloudFormation rejects it',
    isRefused: true,
  },
  state: STATES,
  sdkState: STATES,
  universalSchedule: { names: RUN_TASK, what: 'the RunTask request of a schedule', effect: 'EventBridge Scheduler rejects or ignores it', isRefused: false },
  customResource: { names: lowerCase(RUN_TASK), what: 'the parameters of RunTask in the SDK', effect: 'the SDK call ignores it', isRefused: false },
};

/** The parameters that a starter knows. */
export function knownArguments(starter: string): KnownArguments | undefined { return own(ARGUMENTS, starter); }

/**
 * The input of an EventBridge target that runs a task: the overrides, as the API spells them. ECS ignores other keys.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export const INPUT_OVERRIDES: KnownArguments = {
  names: lowerCase(OVERRIDES), what: 'the overrides in the input of a target', effect: 'ECS ignores it, and runs the task without the override', isRefused: false,
};

/** The name of the list that has the same letters, in another spelling. */
export function spellingOf(name: string, names: ArgumentNames): string | undefined {
  return Object.keys(names).find(each => each.toLowerCase() === name.toLowerCase());
}

function lowerCase(names: ArgumentNames): ArgumentNames {
  return Object.fromEntries(Object.entries(names).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), inner && lowerCase(inner)]));
}
