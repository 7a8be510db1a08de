import type { Application } from '../model/application';
import type { CapacityProvider } from '../model/entities/capacity-provider';
import type { CapacityStrategy } from '../model/entities/capacity-strategy';
import type { Cluster } from '../model/entities/cluster';
import type { Daemon } from '../model/entities/daemon';
import type { ExpressService } from '../model/entities/express-service';
import { LoadBalancer } from '../model/entities/load-balancer';
import type { ScalableTarget } from '../model/entities/scalable-target';
import type { ScalingPolicy } from '../model/entities/scaling-policy';
import type { Service } from '../model/entities/service';
import { TargetGroup } from '../model/entities/target-group';
import type { TaskDefinition } from '../model/entities/task-definition';
import type { TaskRunner } from '../model/entities/task-runner';
import type { Location } from '../model/evaluation/resource';
import type { Change, SceneName } from '../scenes/scenes';

/** The kinds of subjects of rules. */
export interface Subjects {
  readonly application: Application;
  readonly capacityProvider: CapacityProvider;
  readonly cluster: Cluster;
  readonly daemon: Daemon;
  readonly expressService: ExpressService;
  /** A service, or anything else that runs a task definition. */
  readonly taskRunner: TaskRunner;
  readonly loadBalancer: LoadBalancer;
  readonly scalableTarget: ScalableTarget;
  /** A scaling policy of a service. */
  readonly scalingPolicy: ScalingPolicy;
  readonly service: Service;
  readonly strategy: CapacityStrategy;
  readonly targetGroup: TargetGroup;
  readonly taskDefinition: TaskDefinition;
}

/** `error`: AWS refuses the deployment, the deployment hangs, or its tasks cannot start or be reached. `warning`: the application runs, but loses availability, safety or money. */
export type Severity = 'error' | 'warning';

/** The effect of a violation at deployment. */
export type DeploymentOutcome = 'refused' | 'hangs' | 'cannot-start' | 'unreachable' | 'fails-later' | 'ignored' | 'outage-risk' | 'insecure' | 'costly';

/** A violation of a rule at one location. */
export interface Violation {
  /** What is wrong, with the property and its value. */
  readonly message: string;
  readonly location: Location;
  /** Other resources that the message is about, such as the security group that does not admit the tasks. */
  readonly related?: readonly Location[];
  /** Set if this case of a rule with severity error is only a warning. */
  readonly severity?: 'warning';
}

/** An example in another scene than the scene of the rule. */
export interface SceneExample {
  readonly scene: SceneName;
  readonly change: Change;
}

/** A change to the rule's scene, or to another one. */
export type Example = Change | SceneExample;

/** What the engine checks: a rule without its examples, which are not part of the package. */
export interface Check<K extends keyof Subjects = keyof Subjects> {
  /** The requirement, as a sentence. */
  readonly title: string;
  readonly severity: Severity;
  readonly outcome: DeploymentOutcome;
  readonly why: string;
  readonly fix: string;
  /** The AWS page that documents it. */
  readonly docs: string;
  readonly subject: K;
  check(subject: Subjects[K], application: Application): Iterable<Violation>;
}

export interface Rule<K extends keyof Subjects = keyof Subjects> extends Check<K> {
  /** The application that the examples change, unless an example has another scene. */
  readonly scene: SceneName;
  readonly bad: Readonly<Record<string, Example>>;
  readonly good: Readonly<Record<string, Example>>;
}

/** The domain of the rules that are checked only if they are switched on. */
export const POSTURE = 'posture';

/** The id from the file name of a rule, and the domain from its folder. */
interface Names {
  readonly id: string;
  readonly domain: string;
}

export interface NamedCheck extends Check, Names {}

export interface NamedRule extends Rule, Names {}

/** The part of a rule that findings and documents show. */
export type RuleInfo = Omit<NamedRule, 'check' | 'subject' | 'scene' | 'bad' | 'good'>;

/** The scene of an example, and the change to it. */
export function placed({ scene }: Pick<Rule, 'scene'>, example: Example): SceneExample {
  return typeof example.scene === 'string' ? example as SceneExample : { scene, change: example as Change };
}

/** Types `check` by the rule's `subject`; returns the rule unchanged. */
export function defineRule<K extends keyof Subjects>(rule: Rule<K>): Rule<K> {
  return rule;
}
