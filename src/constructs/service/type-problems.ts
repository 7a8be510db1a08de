import { hasKind, isLike, shown } from '../checks';

// The checks of the TypeScript types, for callers in JavaScript, if the error would otherwise not name the prop.

export function deploymentTypeProblems(deployment: unknown): string[] {
  return hasKind(deployment, 'countProblems') ? [] : [`deployment${shown(deployment)} must be a Deployment, such as Deployment.blueGreen()`];
}

export function exposureTypeProblems(exposure: unknown): string[] {
  return hasKind(exposure, 'hasTraffic') ? [] : [`exposure${shown(exposure)} must be an Exposure, such as ${exposureFor(exposure)}`];
}

/** The factory method for an existing load balancer. */
function exposureFor(value: unknown): string {
  if (isLike(value, 'registerConnectable')) { return 'Exposure.albListenerRule(listener, …)'; }
  return isLike(value, 'listener') ? 'Exposure.sharedAlb(edge, …)' : 'Exposure.publicAlb()';
}
