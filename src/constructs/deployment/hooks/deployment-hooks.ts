import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DeploymentHook } from './deployment-hook';
import { HookedDeployment } from './hook-kind';
import { HOOK_LIMIT } from '../../../facts/deployment-strategies';
import { ManagedGrantsRole } from '../../profile/managed-grants-role';
import { LaunchedService } from '../deployment-kind';

const HOOKS_ID = 'DeploymentHooks';

/** Why a deployment cannot have these hooks. */
export function hookProblems(hooks: readonly DeploymentHook[], deployment: HookedDeployment): string[] {
  const count = (type: string) => hooks.filter(({ _kind }) => _kind.type === type).length;
  return [
    ...(['function', 'approval'].filter(type => count(type) > HOOK_LIMIT).map(type => `hooks has ${count(type)} hooks of type ${type}, and ECS allows ${HOOK_LIMIT}`)),
    ...hooks.flatMap(({ _kind }) => _kind.problems(deployment)),
  ];
}

/** Creates the resources of the hooks, and writes the hooks to the service. The L2 supports neither pauses nor hook details. */
export function createHooks(launched: LaunchedService, hooks: readonly DeploymentHook[]): void {
  const { scope: service, service: { node: { defaultChild: resource } }, endpoint, vpc, subnets, regulated } = launched;
  if (hooks.length === 0 || !(resource instanceof ecs.CfnService)) { return; }
  const scope = new Construct(service, HOOKS_ID);
  let role: iam.Role | undefined;
  const roleOfHooks = () => role ??= new ManagedGrantsRole(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com') });
  const host = { scope, endpoint, vpc, subnets, regulated, role: roleOfHooks };
  const rendered = hooks.map(({ _kind }, index) => _kind.create({ ...host, index: sameBefore(hooks, index) }));
  resource.addPropertyOverride('DeploymentConfiguration.LifecycleHooks', rendered);
  // the service also waits for the policy of the role, since ECS calls functions during the first deployment
  if (role) { resource.node.addDependency(role); }
}

/** The number of hooks of the same kind before this one. */
function sameBefore(hooks: readonly DeploymentHook[], index: number): number {
  return hooks.slice(0, index).filter(({ _kind }) => _kind.constructor === hooks[index]._kind.constructor).length;
}
