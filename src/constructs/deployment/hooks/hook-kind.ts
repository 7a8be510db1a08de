import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EndpointKind, ForwardedRequests } from '../../load-balancing/exposure-kind';
import { RegulatedResources } from '../../profile/regulated-resources';

/** What a hook needs to know about its deployment before any resource is created. */
export interface HookedDeployment {
  readonly hasTestTraffic: boolean;
  /** Whether an Application Load Balancer reads the requests. */
  readonly hasRequests: boolean;
  /** Which requests the load balancer forwards. */
  readonly requests?: ForwardedRequests;
}

/** The service whose deployments have the hook. */
export interface HookHost {
  readonly scope: Construct;
  /** The position among the hooks of its kind. */
  readonly index: number;
  readonly endpoint?: EndpointKind;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Creates the resources of the regulated profile. */
  readonly regulated?: RegulatedResources;
  /** The role with which ECS calls functions. */
  role(): iam.Role;
}

/** The value inside a `DeploymentHook`. */
export interface HookKind {
  /** ECS counts functions and pauses separately. */
  readonly type: 'function' | 'approval';
  /** How many minutes the deployment may wait for the hook, if traffic is shifted this many times. */
  waitMinutes(shifts: number): number;
  problems(deployment: HookedDeployment): readonly string[];
  /** Creates the resources of the hook, and returns its element of `LifecycleHooks`. */
  create(host: HookHost): object;
}
