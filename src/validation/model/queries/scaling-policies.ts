import { scaledService } from './services';
import type { ScalableTarget } from '../entities/scalable-target';
import { ScalingPolicy } from '../entities/scaling-policy';
import type { Service } from '../entities/service';
import type { TaskRunnerIndex } from '../entities/task-definition';
import { JoinedList } from '../evaluation/joined-list';
import { mayBeChangedOutside } from '../index/external-access';

/** The scaling policies of a scalable target. The list is incomplete if something outside the app may add one. */
export function policiesOf({ resource, policies, policiesByResourceId }: ScalableTarget, application: TaskRunnerIndex): JoinedList<ScalingPolicy> {
  const known = [...new Set([...policies, ...policiesByResourceId])].map(policy => application.view(ScalingPolicy, policy));
  const areAll = !application.mayReferToAny(ScalingPolicy.TYPE, 'ScalingTargetId') && !mayBeChangedOutside(resource, application);
  return new JoinedList(known, areAll && known.every(policy => policy.resource.coexistsWith(resource)));
}

/** The service that a scaling policy certainly scales. */
export function serviceScaledBy({ target }: ScalingPolicy, application: TaskRunnerIndex): Service | undefined {
  return target && scaledService(target, application);
}
