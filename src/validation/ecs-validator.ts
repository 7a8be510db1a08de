import { App, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AppValidator } from './plugin/app-validator';
import { CheckedFinding, checkApp } from './plugin/check-app';
import { rules } from './plugin/engine';
import { isWithin, NAMESPACE } from './plugin/finding';
import { markOurs, Place } from './plugin/place';
import { PropTable, rememberProps } from './plugin/props';
import { checkRuleIds, Settings } from './plugin/settings';
import { reportAppOnSynth, reportStackOnSynth } from './plugin/staged-stacks';

/** Context that switches off the validator that the constructs of this library bring along. */
const AUTOMATIC_CONTEXT = 'cdk-ecs-shipshape:validate';

/** Context that makes a fault of the validator itself an error. */
const STRICT_CONTEXT = 'cdk-ecs-shipshape:strict';

/** How much a finding weighs. */
export enum RuleSeverity {
  /** The deployment is refused, hangs, or its tasks cannot start or be reached: synthesis fails. */
  ERROR = 'error',
  /** It runs, but loses availability, safety or money: synthesis prints it and goes on. */
  WARNING = 'warning',
}

/** A rule of the validator. */
export interface EcsRule {
  /** By which it is switched off, weighed and, after `EcsShipshape::`, acknowledged. */
  readonly id: string;
  /** What it is about: `capacity`, `network`, `secrets`, `observability`, `task`, `load-balancing`, `deployment`, `scaling` or `service`. */
  readonly domain: string;
  /** The sentence that holds when all is well. */
  readonly title: string;
  /** How much a finding weighs, when nothing else is said. */
  readonly severity: RuleSeverity;
  /** The AWS page that says so. */
  readonly docs: string;
}

/** A broken rule, and where. */
export interface EcsFinding {
  /** The id of the rule. */
  readonly ruleId: string;
  /** How much it weighs in this app. */
  readonly severity: RuleSeverity;
  /** What is wrong, with the values. */
  readonly message: string;
  /** What happens if it is deployed so. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** The AWS page that says so. */
  readonly docs: string;
  /** The construct it is about; empty for the app itself. */
  readonly constructPath: string;
  /**
   * The resource in its template.
   *
   * @default - it is about no resource, such as an acknowledgement that names no rule
   */
  readonly logicalId?: string;
  /**
   * Where in the resource, such as `Properties.ContainerDefinitions.0.Cpu`.
   *
   * @default - it is about no resource
   */
  readonly propertyPath?: string;
  /** The construct paths of other resources that the message is about, such as the security group that does not admit the tasks. */
  readonly relatedConstructPaths: string[];
}

/** How an app is validated. */
export interface EcsValidatorProps {
  /**
   * Report every finding as a warning, so that synthesis never fails. A good start in an app that exists.
   *
   * @default false - errors fail the synthesis
   */
  readonly reportOnly?: boolean;

  /**
   * Severities by rule id that stand in for the rules' own.
   *
   * @default - each rule has the severity of its documentation
   */
  readonly ruleSeverities?: { readonly [ruleId: string]: RuleSeverity };

  /**
   * Ids of rules that are not asked anywhere in the app. To accept one finding, acknowledge it instead.
   *
   * @default - all rules are asked
   */
  readonly disabledRules?: string[];
}

/**
 * Checks the ECS resources of an app when it is synthesized, whoever wrote them: the constructs of this library, aws-ecs,
 * L1 constructs and escape hatches, included templates.
 *
 *     Validations.of(app).addPlugins(new EcsValidator(app));
 *
 * Each app has one. The constructs of this library bring one along that reports errors only on what they made themselves,
 * and warnings elsewhere; one that is added explicitly takes its place and reports errors everywhere.
 *
 * Findings are accepted with `Validations.of(construct).acknowledge({ id: 'EcsShipshape::<rule id>', reason: '…' })`
 * on the construct, its stack, Stage or app.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class EcsValidator implements IPolicyValidationPlugin {
  /** Every rule about ECS that the validator asks. */
  public static get rules(): EcsRule[] {
    return rules().map(({ id, domain, title, severity, docs }) => ({ id, domain, title, docs, severity: severity as RuleSeverity }));
  }

  /**
   * What the validator finds at a construct and below it, for tests. Acknowledged findings are left out.
   * Synthesizes the app; findings do not make that fail.
   *
   * @param scope a construct of the app, often the app itself or a stack
   * @throws when the construct is in no app or Stage, or when the app cannot be synthesized
   */
  public static findings(scope: IConstruct): EcsFinding[] {
    const { root } = scope.node;
    if (!Stage.isStage(root)) {
      throw new Error(`findings() needs a construct of an app: ${scope.node.path || 'this one'} is in none`);
    }
    const settings = App.isApp(root) ? AppValidator.of(root)?.settings : undefined;
    synthesizeSilently(root);
    return checkApp(root, settings ?? settingsFor(root, true))
      .filter(finding => !finding.acknowledged && isWithin(finding.construct.node.path, scope.node.path))
      .map(described);
  }

  /**
   * Remembers that this is a construct of the library, and has its app validated unless that is switched off or done already.
   *
   * @param props the prop that sets a property, by resource type and path of the property
   * @internal
   */
  public static _switchOn(scope: IConstruct, props: PropTable = {}): void {
    markOurs(scope);
    rememberProps(scope, props);
    const { root } = scope.node;
    if (!App.isApp(root) || contextOf(root, AUTOMATIC_CONTEXT) === 'false') { return; }
    reportStackOnSynth(scope);
    if (Place.of(root).holder) { return; }
    const validator = new AppValidator(root, settingsFor(root, false));
    validator.register({ name: NAMESPACE, validate: context => validator.report('error', context) });
  }

  public readonly name = NAMESPACE;
  private readonly validator: AppValidator;

  /**
   * Makes this the validator of the app; adding it as a plugin is good custom, and not needed.
   *
   * @param scope the app, or any construct in it
   * @param props how it is validated
   * @throws when the construct is in no app, or a prop names a rule that does not exist
   */
  public constructor(scope: IConstruct, props: EcsValidatorProps = {}) {
    const { root } = scope.node;
    if (!App.isApp(root)) {
      throw new Error(`EcsValidator validates an app: ${scope.node.path || 'this construct'} is in none`);
    }
    checkRuleIds('disabledRules', props.disabledRules ?? []);
    checkRuleIds('ruleSeverities', Object.keys(props.ruleSeverities ?? {}));
    this.validator = new AppValidator(root, settingsFor(root, true, props));
    this.validator.register(this);
    reportAppOnSynth(root, () => this.validator.speaks && !props.reportOnly);
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
    off: props.disabledRules ?? [],
  };
}

/** What plugins report is thrown after the templates were written, and is no concern of who asks for findings. */
function synthesizeSilently(root: Stage): void {
  const synthesize = () => { root.synth({ force: true }); };
  try {
    if (App.isApp(root)) { AppValidator.silently(root, synthesize); } else { synthesize(); }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) { throw error; }
  }
}

function described({ rule, severity, message, construct, resource, related = [] }: CheckedFinding): EcsFinding {
  return {
    ruleId: rule.id,
    severity: severity as RuleSeverity,
    message,
    why: rule.why,
    fix: rule.fix,
    docs: rule.docs,
    constructPath: construct.node.path,
    logicalId: resource?.logicalId,
    propertyPath: resource?.path,
    relatedConstructPaths: related.map(place => place.construct.node.path),
  };
}

/** Context is text when it comes from the command line. */
function contextOf(root: Stage, key: string): string {
  return String(root.node.tryGetContext(key));
}
