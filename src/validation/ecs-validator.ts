import { App, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AppValidator } from './plugin/app-validator';
import { checkApp } from './plugin/check-app';
import { rules } from './plugin/engine';
import { ReportedFinding, isWithin, NAMESPACE } from './plugin/finding';
import { messageOf } from './plugin/finding-text';
import { markOurs, markPosture } from './plugin/library-construct';
import { PropTable, rememberProps } from './plugin/props';
import { checkRuleIds, Settings } from './plugin/settings';
import { discardAssembly, synthesizeSilently } from './plugin/silent-synthesis';
import { ValidatorSlot } from './plugin/validator-slot';

/** Context that disables the validator that the constructs of this library add. */
const AUTOMATIC_CONTEXT = 'cdk-ecs-shipshape:validate';

/** Context that makes a fault of the validator itself an error. */
const STRICT_CONTEXT = 'cdk-ecs-shipshape:strict';

/** How severe a finding is. */
export enum RuleSeverity {
  /** AWS refuses the deployment, the deployment hangs, or its tasks cannot start or be reached: synthesis fails. */
  ERROR = 'error',
  /** The application runs, but loses availability, safety or money: synthesis prints the finding and succeeds. */
  WARNING = 'warning',
}

/** A rule of the validator. */
export interface EcsRule {
  /** The id, used in `disabledRules`, `ruleSeverities` and, after `EcsShipshape::`, in acknowledgements. */
  readonly id: string;
  /** The domain: `capacity`, `network`, `secrets`, `observability`, `task`, `load-balancing`, `deployment`, `scaling`, `service` or `posture`. */
  readonly domain: string;
  /** The requirement, as a sentence. */
  readonly title: string;
  /** The severity of a finding, unless `ruleSeverities` sets another one. */
  readonly severity: RuleSeverity;
  /** The AWS page that documents it. */
  readonly docs: string;
}

/** A violation of a rule. */
export interface EcsFinding {
  /** The id of the rule. */
  readonly ruleId: string;
  /** The severity with an explicit validator that enforces: `reportOnly` does not lower it. */
  readonly severity: RuleSeverity;
  /** What is wrong, with the property and its value. */
  readonly message: string;
  /** What AWS does when this is deployed. */
  readonly why: string;
  /** How to repair it. */
  readonly fix: string;
  /** The AWS page that documents it. */
  readonly docs: string;
  /** The path of the construct; empty for the app itself. */
  readonly constructPath: string;
  /**
   * The logical id of the resource.
   *
   * @default - the finding is not about a resource, such as an acknowledgement of an unknown rule
   */
  readonly logicalId?: string;
  /**
   * The property of the resource, such as `Properties.ContainerDefinitions.0.Cpu`.
   *
   * @default - the finding is not about a resource
   */
  readonly propertyPath?: string;
  /** The construct paths of other resources in the message, such as the security group that does not admit the tasks. */
  readonly relatedConstructPaths: string[];
}

/** Options of the validator. */
export interface EcsValidatorProps {
  /**
   * Report every finding as a warning, so that synthesis never fails. Use it first in an existing app.
   * The message of a finding that would be an error states this.
   *
   * @default false - errors fail the synthesis
   */
  readonly reportOnly?: boolean;

  /**
   * Severities by rule id, which replace those of the rules. They do not decide which rules are checked: see `posture` and `disabledRules`.
   *
   * @default - each rule has the severity in its documentation
   */
  readonly ruleSeverities?: { readonly [ruleId: string]: RuleSeverity };

  /**
   * Ids of rules that are not checked anywhere in the app. To accept one finding, acknowledge it instead.
   *
   * @default - all rules are checked
   */
  readonly disabledRules?: string[];

  /**
   * Whether to check the rules of the domain `posture`: warnings about settings that work, and that Security Hub, Control Tower, cdk-nag, checkov, trivy and
   * KICS report. `true` checks them on all resources of the app, `false` on none, not even on those with the regulated profile.
   *
   * `disabledRules` and `ruleSeverities` apply to those that are checked. To check a single one, disable the others.
   *
   * @default - only the resources that `EcsCluster`, `ContainerService` and `SharedAlb` with the regulated profile create are checked
   */
  readonly posture?: boolean;
}

/**
 * Checks the ECS resources of an app when it is synthesized: those from the constructs of this library, from aws-ecs,
 * from L1 constructs and escape hatches, and from included templates.
 *
 *     Validations.of(app).addPlugins(new EcsValidator(app));
 *
 * An app has one validator. The constructs of this library add one that reports errors only on the resources that they create,
 * and warnings elsewhere. An explicit validator replaces it and reports errors everywhere.
 *
 * Acknowledge a finding with `Validations.of(construct).acknowledge({ id: 'EcsShipshape::<rule id>', reason: '…' })`
 * on the construct, its stack, Stage or app.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class EcsValidator implements IPolicyValidationPlugin {
  /** Every rule about ECS that the validator checks. */
  public static get rules(): EcsRule[] {
    return rules().map(({ id, domain, title, severity, docs }) => ({ id, domain, title, docs, severity: severity as RuleSeverity }));
  }

  /**
   * Returns the findings in a scope, for tests. Acknowledged findings are not included.
   *
   * The method synthesizes the app and does not throw for findings. A later `app.synth()` still fails on errors.
   * Call it when the app is complete: as after any synthesis, a later `app.synth()` ignores later changes to the app.
   * A later `findings()` includes them.
   *
   * The severities are those of an explicit validator that enforces, even if the app has no validator.
   * `ruleSeverities` and `disabledRules` of an explicit validator apply.
   *
   * @param scope a construct in the app, often the app itself or a stack
   * @throws if the construct is not in an app or Stage, if the app cannot be synthesized, or with a version of aws-cdk-lib
   * in which a later `app.synth()` would not fail on errors
   */
  public static findings(scope: IConstruct): EcsFinding[] {
    const { root } = scope.node;
    if (!Stage.isStage(root)) {
      throw new Error(`findings() needs a construct in an app: ${scope.node.path || 'this construct'} is not in one`);
    }
    const settings = App.isApp(root) ? ValidatorSlot.of(root).settings : undefined;
    synthesizeSilently(root);
    const findings = checkApp(root, settings ?? settingsFor(root, true));
    // another copy may have other rules, whose findings its validator has not reported
    if (findings.length > 0 || (App.isApp(root) && AppValidator.isOfAnotherCopy(root))) { discardAssembly(root); }
    return findings
      .filter(finding => !finding.acknowledged && isWithin(finding.construct.node.path, scope.node.path))
      .map(described);
  }

  /**
   * Marks a construct of this library, and adds the automatic validator to its app unless it is disabled or the app has a validator.
   *
   * @param props the prop that sets a property, by resource type and path of the property
   * @param isRegulated whether its profile is the regulated one, so that the posture rules check it
   * @internal
   */
  public static _switchOn(scope: IConstruct, props: PropTable = {}, isRegulated = false): void {
    markOurs(scope);
    markPosture(scope, isRegulated);
    rememberProps(scope, props);
    const { root } = scope.node;
    if (!App.isApp(root) || contextOf(root, AUTOMATIC_CONTEXT) === 'false') { return; }
    if (ValidatorSlot.of(root).holder) { return; }
    const validator = new AppValidator(root, settingsFor(root, false));
    validator.register({ name: NAMESPACE, validate: context => validator.report('error', context) });
  }

  public readonly name = NAMESPACE;

  /**
   * Not set, because the CDK would write it into every template.
   *
   * @default - none. Declared only because Python type checkers require every member of the interface
   */
  public readonly version?: string;

  /**
   * Not set, because the CDK would write them into every template.
   *
   * @default - none. Declared only because Python type checkers require every member of the interface
   */
  public readonly ruleIds?: string[];

  private readonly validator: AppValidator;

  /**
   * Makes this the validator of the app. The constructor adds the plugin to the app, so calling `addPlugins` is optional.
   *
   * @param scope the app, or any construct in it
   * @param props options of the validator
   * @throws if the construct is not in an app, or a prop contains an unknown rule
   */
  public constructor(scope: IConstruct, props: EcsValidatorProps = {}) {
    const { root } = scope.node;
    if (!App.isApp(root)) {
      throw new Error(`EcsValidator validates an app: ${scope.node.path || 'this construct'} is not in one`);
    }
    checkRuleIds('disabledRules', props.disabledRules ?? []);
    checkRuleIds('ruleSeverities', Object.keys(props.ruleSeverities ?? {}));
    this.validator = new AppValidator(root, settingsFor(root, true, props));
    this.validator.register(this);
  }

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.validator.report('error', context);
  }
}

function settingsFor(root: Stage, explicit: boolean, props: EcsValidatorProps = {}): Settings {
  return {
    explicit,
    reportOnly: props.reportOnly ?? false,
    strict: contextOf(root, STRICT_CONTEXT) === 'true',
    severities: props.ruleSeverities ?? {},
    disabled: props.disabledRules ?? [],
    posture: props.posture,
  };
}

function described(finding: ReportedFinding): EcsFinding {
  const { rule, enforcedSeverity, construct, resource, related = [] } = finding;
  return {
    ruleId: rule.id,
    severity: enforcedSeverity as RuleSeverity,
    message: messageOf(finding),
    why: rule.why,
    fix: rule.fix,
    docs: rule.docs,
    constructPath: construct.node.path,
    logicalId: resource?.logicalId,
    propertyPath: resource?.path,
    relatedConstructPaths: related.map(place => place.construct.node.path),
  };
}

/** Context from the command line is a string. */
function contextOf(root: Stage, key: string): string {
  return String(root.node.tryGetContext(key));
}
