import type { Verdict } from './verdict';

/**
 * Where ECS runs tasks: the values of LaunchType and RequiresCompatibilities.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const COMPUTES = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;
export type Compute = (typeof COMPUTES)[number];

/** The name of a compute in messages. */
export const COMPUTE_NAMES: Readonly<Record<Compute, string>> = {
  EC2: 'EC2', FARGATE: 'Fargate', EXTERNAL: 'ECS Anywhere', MANAGED_INSTANCES: 'ECS Managed Instances',
};

/** The capacity providers of AWS; every other capacity provider is a resource of the account. */
export const FARGATE_CAPACITY_PROVIDERS: readonly string[] = ['FARGATE', 'FARGATE_SPOT'];

/**
 * The compute on which ECS refuses a task definition, by the compute in its RequiresCompatibilities. ECS validates the task definition for
 * RequiresCompatibilities at registration. ECS itself determines where the task definition can run, and returns it as `compatibilities`. A task
 * definition for Fargate runs on EC2 and on Managed Instances, and most task definitions for EC2 run on Managed Instances. Fargate and ECS Anywhere
 * support less than EC2, and tasks on Fargate have the network mode awsvpc, which ECS Anywhere does not have.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-fargate-to-managed-instances.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-runtask.html
 */
export const INCOMPATIBLE: Readonly<Record<Compute, Readonly<Partial<Record<Compute, Verdict>>>>> = {
  EC2: {},
  FARGATE: { EC2: 'refused', EXTERNAL: 'refused', MANAGED_INSTANCES: 'doubtful' },
  EXTERNAL: { FARGATE: 'refused', EC2: 'doubtful', MANAGED_INSTANCES: 'doubtful' },
  MANAGED_INSTANCES: {},
};

/** The resources that may launch container instances for any cluster whose name they contain. */
export const INSTANCE_LAUNCHERS: readonly string[] = [
  'AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::EC2::EC2Fleet', 'AWS::EC2::SpotFleet',
  'AWS::AutoScaling::AutoScalingGroup', 'AWS::AutoScaling::LaunchConfiguration', 'AWS::ECS::CapacityProvider',
];

/** The resources that launch container instances outside of the Auto Scaling groups of an app. */
export const INSTANCES_WITHOUT_GROUP: readonly string[] = ['AWS::EC2::Instance', 'AWS::EC2::EC2Fleet', 'AWS::EC2::SpotFleet'];
