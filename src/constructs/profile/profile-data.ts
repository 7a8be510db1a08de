import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { AlbDefaults } from './alb-defaults';
import { WorkloadDefaults } from './workload-defaults';

const PROFILE = Symbol.for('cdk-ecs-shipshape.profile');

/** A profile as plain data, which all copies of this package can read. */
export interface ProfileData {
  readonly name: string;
  readonly workload: WorkloadDefaults;
  readonly alb: AlbDefaults;
  /** Whether logs are encrypted, grants are managed policies, and load balancers have a web ACL. */
  readonly isRegulated: boolean;
  readonly encryptionKey?: kms.IKey;
  /** The log group of ECS Exec sessions, if the profile is that of a cluster that records them. */
  readonly sessionLog?: logs.ILogGroup;
}

interface Holder { readonly [PROFILE]?: ProfileData }

export const STANDARD: ProfileData = { name: 'standard', workload: {}, alb: {}, isRegulated: false };

/** Attaches a profile to a `Profile` value, a cluster, or a construct that encloses others. */
export function attachProfile(holder: object, data: ProfileData): void {
  Object.defineProperty(holder, PROFILE, { value: data, configurable: true });
}

/** The profile that is attached to a value or a construct. */
export function attachedProfile(holder: object): ProfileData | undefined { return (holder as Holder)[PROFILE]; }

/** The profile of the prop, else of the cluster, else of the nearest enclosing construct that has one. */
export function findProfile(scope: IConstruct, given?: object, cluster?: ecs.ICluster): ProfileData {
  const ofTheProp = given && attachedProfile(given);
  const ofTheCluster = cluster && attachedProfile(cluster);
  // a workload that sets the profile of its cluster again shares the key of the cluster
  if (ofTheProp && ofTheCluster && ofTheProp.name === ofTheCluster.name) { return { ...ofTheCluster, ...withoutUndefined(ofTheProp) }; }
  return ofTheProp ?? ofTheCluster ?? ofTheScopes(scope) ?? STANDARD;
}

/** Props with the defaults of a profile. An explicit undefined counts as left out. */
export function withDefaults<Props extends object>(props: Props, defaults: Partial<Props>): Props {
  return { ...defaults, ...withoutUndefined(props) };
}

function ofTheScopes(scope: IConstruct): ProfileData | undefined {
  return [...scope.node.scopes].reverse().map(attachedProfile).find(profile => profile !== undefined);
}

function withoutUndefined<Props extends object>(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Props;
}
