import type { Application } from '../model/application';
import type { CapacityStrategy } from '../model/entities/capacity-strategy';
import type { Cluster } from '../model/entities/cluster';
import { LoadBalancer } from '../model/entities/load-balancer';
import type { ScalableTarget } from '../model/entities/scalable-target';
import type { Service } from '../model/entities/service';
import { TargetGroup } from '../model/entities/target-group';
import type { TaskDefinition } from '../model/entities/task-definition';
import type { TaskRunner } from '../model/entities/task-runner';
import type { Location } from '../model/evaluation/resource';
import type { Change, SceneName } from '../scenes/scenes';

/** What a rule may look at: one entry a kind of subject. */
export interface Subjects {
  readonly application: Application;
  readonly cluster: Cluster;
  /** A service, or anything else that runs a task definition. */
  readonly taskRunner: TaskRunner;
  readonly loadBalancer: LoadBalancer;
  readonly scalableTarget: ScalableTarget;
  readonly service: Service;
  readonly strategy: CapacityStrategy;
  readonly targetGroup: TargetGroup;
  readonly taskDefinition: TaskDefinition;
}

/** `error`: the deployment is refused, hangs, or its tasks cannot start or be reached. `warning`: it runs but loses availability, safety or money. */
export type Severity = 'error' | 'warning';

/** How it ends without us. */
export type DeploymentOutcome = 'refused' | 'hangs' | 'cannot-start' | 'ignored' | 'outage-risk' | 'insecure' | 'costly';

/** One broken rule in one place. */
export interface Violation {
  /** What is wrong, with the values, in the caller's words. */
  readonly message: string;
  readonly location: Location;
  /** Other resources that the message is about, such as the security group that does not admit the tasks. */
  readonly related?: readonly Location[];
  /** Set where this case of an error rule is a lesser one. */
  readonly severity?: 'warning';
}

/** An example in a scene of its own, where the scene of the rule cannot show it. */
export interface SceneExample {
  readonly scene: SceneName;
  readonly change: Change;
}

/** A change to the rule's scene, or to another one. */
export type Example = Change | SceneExample;

export interface Rule<K extends keyof Subjects = keyof Subjects> {
  /** The sentence that holds when all is well. */
  readonly title: string;
  readonly severity: Severity;
  readonly outcome: DeploymentOutcome;
  readonly why: string;
  readonly fix: string;
  /** A page of AWS that says so. */
  readonly docs: string;
  readonly subject: K;
  /** The application that the examples change, unless an example names its own. */
  readonly scene: SceneName;
  readonly bad: Readonly<Record<string, Example>>;
  readonly good: Readonly<Record<string, Example>>;
  check(subject: Subjects[K], application: Application): Iterable<Violation>;
}

/** A rule under the name its file gives it, in the domain its folder gives it. */
export interface NamedRule extends Rule {
  readonly id: string;
  readonly domain: string;
}

/** The scene of an example, and the change to it. */
export function placed({ scene }: Pick<Rule, 'scene'>, example: Example): SceneExample {
  return typeof example.scene === 'string' ? example as SceneExample : { scene, change: example as Change };
}

/** Types `check` by the rule's `subject`; returns the rule unchanged. */
export function defineRule<K extends keyof Subjects>(rule: Rule<K>): Rule<K> {
  return rule;
}
