import { CAPACITY_SCENES } from './capacity';
import { CODE_DEPLOY_SCENES } from './code-deploy';
import { LOAD_BALANCING_SCENES } from './load-balancing';
import { MANAGED_SCENES } from './managed';
import { merge } from './merge';
import { NETWORK_SCENES } from './network';
import type { Resources } from './parts';
import { PIPELINE_SCENES } from './pipeline';
import { POSTURE_SCENES } from './posture';
import { SCALING_SCENES } from './scaling';
import { SECRETS_SCENES } from './secrets';
import { SERVICE_SCENES } from './service';
import { STORAGE_SCENES } from './storage';
import { TASK_SCENES } from './task';
import { TRAFFIC_SHIFT_SCENES } from './traffic-shift';
import type { TemplateSource } from '../model/evaluation/source';

/** Small applications without violations. The examples of a rule are changes to one of them. */
export const SCENES = {
  ...SERVICE_SCENES,
  ...CAPACITY_SCENES,
  ...NETWORK_SCENES,
  ...LOAD_BALANCING_SCENES,
  ...CODE_DEPLOY_SCENES,
  ...TRAFFIC_SHIFT_SCENES,
  ...SCALING_SCENES,
  ...SECRETS_SCENES,
  ...STORAGE_SCENES,
  ...TASK_SCENES,
  ...MANAGED_SCENES,
  ...POSTURE_SCENES,
  ...PIPELINE_SCENES,
} satisfies Record<string, Resources>;

export type SceneName = keyof typeof SCENES;

/** The platforms of the image assets of the applications, by image tag. */
const IMAGES: Readonly<Record<string, string>> = {
  'built-for-amd64': 'linux/amd64',
  'built-for-arm64': 'linux/arm64',
  'built-for-windows': 'windows/amd64',
  'built-for-both': 'linux/amd64,linux/arm64',
};

const EU_WEST_1 = { account: '111122223333', region: 'eu-west-1' } as const;

/** The known environments of scenes. Most scenes have no account, Region or stack name. */
const ENVIRONMENTS: Partial<Readonly<Record<SceneName, Pick<TemplateSource, 'account' | 'region' | 'stackName'>>>> = {
  'a Fargate service in a known Region': EU_WEST_1,
  'an isolated Fargate service': EU_WEST_1,
  'a service on Managed Instances in stack web': { stackName: 'web' },
  'a service on a capacity provider in stack ecs-web': { stackName: 'ecs-web' },
};

/** A template with the resources, in the environment of a scene. */
export function sourceIn(scene: SceneName, resources: Resources): TemplateSource {
  return { name: 'template', template: { Resources: resources }, images: IMAGES, ...ENVIRONMENTS[scene] };
}

/**
 * Changes to the resources of a scene, by logical id. The keys of a change are properties; maps merge, a map over a list
 * changes the list by index, anything else replaces, `undefined` removes. `DependsOn` and `Condition` belong to the resource;
 * an entry with `Type` is a complete new resource.
 */
export type Change = Readonly<Record<string, object | undefined>>;

/** The resources of a scene with a change applied. */
export function applyChange(scene: SceneName, change: Change = {}): Resources {
  return merge(SCENES[scene], Object.fromEntries(Object.entries(change).map(([id, entry]) => [id, wrap(entry)])));
}

function wrap(entry: object | undefined): object | undefined {
  if (entry === undefined || 'Type' in entry) { return entry; }
  const { DependsOn, Condition, ...Properties } = entry as Record<string, unknown>;
  return { ...DependsOn === undefined ? {} : { DependsOn }, ...Condition === undefined ? {} : { Condition }, Properties };
}
