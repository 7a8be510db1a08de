/** A launch type of a service. It is create-only: CloudFormation replaces the service for another value, or for none. */
export type LaunchType = 'FARGATE' | 'EC2' | 'EXTERNAL';

/** The kind of the capacity providers of a strategy. ECS refuses a strategy with two kinds. */
export type ProviderKind = 'FARGATE' | 'EC2' | 'MANAGED_INSTANCES';

/** What the template of a service sets. Without a launch type and a strategy, ECS uses the default strategy of the cluster. */
export interface CapacitySetting {
  readonly launchType?: LaunchType;
  /** The kind of the strategy; `NONE` for an empty list. */
  readonly strategy?: ProviderKind | 'NONE';
}

/** What CloudFormation and ECS do with a deployed service whose template changes. */
export type MoveResult = 'in place' | 'replaced' | 'refused' | 'no change';

export interface CapacityMove {
  readonly result: MoveResult;
  readonly why: string;
  readonly see: readonly string[];
}

const UPDATE_SERVICE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html';
const CREATE_SERVICE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html';
const TEMPLATE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html';
const KEPT_LAUNCH_TYPE = 'https://github.com/aws/aws-cdk/pull/36088';
const EMPTY_LIST = 'https://github.com/aws/aws-cdk/issues/34631';

type MoveName = 'same' | 'anotherLaunchType' | 'externalProvider' | 'toProvider' | 'backToLaunchType' | 'emptyWithoutLaunchType' | 'emptyTwice' | 'propertyRemoved';

/**
 * The moves of a service that ECS deploys (deployment controller ECS), by what the two templates have in common.
 *
 * Read on 2026-11-30.
 */
export const MOVES: Readonly<Record<MoveName, CapacityMove>> = {
  same: { result: 'no change', why: 'nothing changes', see: [TEMPLATE] },
  anotherLaunchType: {
    result: 'replaced', why: 'the launch type is create-only', see: [TEMPLATE, 'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2214'],
  },
  externalProvider: { result: 'refused', why: 'external instances have no capacity providers', see: [CREATE_SERVICE] },
  toProvider: {
    result: 'in place', why: 'a deployment that CloudFormation forces moves the tasks', see: [UPDATE_SERVICE, KEPT_LAUNCH_TYPE],
  },
  backToLaunchType: { result: 'in place', why: 'an empty list restores the launch type of the creation', see: [UPDATE_SERVICE, TEMPLATE] },
  emptyWithoutLaunchType: {
    result: 'refused', why: 'an empty list needs a launch type from the creation, or a default strategy of the cluster, to fall back to', see: [TEMPLATE],
  },
  emptyTwice: {
    result: 'refused', why: 'an empty list that was deployed before is a change of the strategy without a forced deployment', see: [EMPTY_LIST],
  },
  propertyRemoved: { result: 'no change', why: 'without the property the service keeps its strategy', see: [TEMPLATE, EMPTY_LIST] },
};

/**
 * A service that CodeDeploy or an external controller deploys: ECS refuses a forced deployment, and so every other strategy.
 *
 * @see https://github.com/aws/aws-cdk/issues/36563
 * @see https://github.com/aws/containers-roadmap/issues/631
 */
export const OTHER_CONTROLLER: CapacityMove = {
  result: 'refused',
  why: 'another strategy needs a forced deployment, which ECS refuses for another deployment controller',
  see: ['https://github.com/aws/aws-cdk/issues/36563', 'https://github.com/aws/containers-roadmap/issues/631'],
};

/** What happens to a deployed service when its template changes. The deployed service has the launch type that it was created with. */
export function capacityMove(from: CapacitySetting, to: CapacitySetting): CapacityMove { return MOVES[moveName(from, to)]; }

function moveName(from: CapacitySetting, to: CapacitySetting): MoveName {
  if (from.launchType !== to.launchType) { return 'anotherLaunchType'; }
  if (to.strategy === 'NONE') { return emptyList(from, to); }
  if (to.strategy === undefined) { return from.strategy === undefined || from.strategy === 'NONE' ? 'same' : 'propertyRemoved'; }
  return to.launchType === 'EXTERNAL' ? 'externalProvider' : 'toProvider';
}

function emptyList(from: CapacitySetting, { launchType }: CapacitySetting): MoveName {
  if (from.strategy === 'NONE') { return 'emptyTwice'; }
  return launchType === undefined ? 'emptyWithoutLaunchType' : 'backToLaunchType';
}
