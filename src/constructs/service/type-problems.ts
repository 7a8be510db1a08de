import { hasKind, isLike, shown } from '../checks';

// What the types of TypeScript refuse and JavaScript does not, where it would fail with an error that names no prop.

export function deploymentTypeProblems(deployment: unknown): string[] {
  return hasKind(deployment, 'countProblems') ? [] : [`deployment${shown(deployment)} must be a Deployment, such as Deployment.blueGreen()`];
}

export function exposureTypeProblems(exposure: unknown): string[] {
  return hasKind(exposure, 'hasTraffic') ? [] : [`exposure${shown(exposure)} must be an Exposure, such as ${exposureFor(exposure)}`];
}

/** How a load balancer that exists is used. */
function exposureFor(value: unknown): string {
  if (isLike(value, 'registerConnectable')) { return 'Exposure.albListenerRule(listener, …)'; }
  return isLike(value, 'listener') ? 'Exposure.sharedAlb(edge, …)' : 'Exposure.publicAlb()';
}
