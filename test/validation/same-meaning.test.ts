import { optionsFor } from '../../scripts/support/rule-options';
import { validate, ValidateOptions } from '../../src/validation/engine/validate';
import type { RawResource, TemplateSource } from '../../src/validation/model/evaluation/source';
import { RULES } from '../../src/validation/rules/registry.generated';
import { placed } from '../../src/validation/rules/rule';
import { POSTURE_SCENES } from '../../src/validation/scenes/posture';
import { applyChange, SceneName, SCENES } from '../../src/validation/scenes/scenes';
import { SAME_MEANING } from '../support/same-meaning';

type Resources = Readonly<Record<string, RawResource>>;

interface Written {
  readonly name: string;
  readonly resources: Resources;
  readonly options: ValidateOptions;
  /** It is written in one of so many ways, because all of them would take minutes. */
  readonly share: number;
}

const APPLICATIONS: readonly Written[] = [
  ...Object.keys(SCENES).map(scene => (
    { name: scene, resources: applyChange(scene as SceneName), options: { posture: scene in POSTURE_SCENES }, share: 1 }
  )),
  ...RULES.flatMap(rule => Object.entries({ ...rule.bad, ...rule.good }).map(([name, example]) => {
    const { scene, change } = placed(rule, example);
    const share = name in rule.bad ? 6 : 12;
    return { name: `${rule.id}: ${name}`, resources: applyChange(scene, change), options: optionsFor(rule), share };
  })),
];

const said = (sources: readonly TemplateSource[], options: ValidateOptions) => new Set(validate(sources, options).map(({ rule, logicalId, severity }) => `${severity} ${rule.id} ${logicalId}`));

const KNOWN = new Map(APPLICATIONS.map(({ name, resources, options }) => [
  name, said([{ name: 'template', stackName: 'template', template: { Resources: resources } }], options),
]));

/**
 * Checks of order or within one stack, of the length of text, of resources without conditions,
 * of an AMI that is written as a dynamic reference, and of a literal name in another stack, whose account and Region are unknown here.
 */
const MAY_FALL_SILENT = /-before-|root-directory-exists|load-balancer-reaches-tasks: container instances|scaling-order|instances-reach-ecs: (?:no endpoint for images|an image from a public registry|the default strategy of the cluster): error|service-connect-servers-first|ebs-volume-match: the CODE_DEPLOY controller|alb-target-listener: no dependency|machine-image-architecture|endpoint-policy|network-acl-traffic: (?:an earlier entry|the port of the tasks|container instances)|room-for-services: (?:one host port in|memory of) two services|outbound-traffic|load-balancer-name: two |gateway-on-cluster: (?:no dependency|no association|an association of another cluster)|circular-dependency|outside the app: error (?:discovery|service)-name|secure-string-resource|task-definition-size|secret-read-permission|another security group by name|code-deploy-group: a service that ECS deploys, (?:by name|in a cluster)|second target group of CodeDeploy|two capacity providers (?:of Managed Instances )?with one name|two capacity providers of a group outside the app|two targets of a service outside the app|pipeline-permissions: CodeDeploy without permission to pass roles|alarm-settings: a deployment alarm|scaling-policy-name: a policy that names the resource/;

/** Rules that read the public parameter of an AMI from one literal text, and the ways that write another one. */
const ABOUT_IMAGES = /machine-image-support|instance-metadata-(?:of-tasks|version)|instance-(?:capabilities|draining)|instances-join-cluster|user-data-form|warm-pool-settings|agent-settings/;
const IN_ANOTHER_TEXT: readonly string[] = ['texts of pieces', 'branches that agree', 'values in a mapping'];

function mayFallSilent(finding: string, way: string): boolean {
  return MAY_FALL_SILENT.test(finding) || IN_ANOTHER_TEXT.includes(way) && ABOUT_IMAGES.test(finding);
}

describe.each(Object.entries(SAME_MEANING).map(([way, rewrite], number) => [way, rewrite, number] as const))('written with %s', (way, rewrite, number) => {
  const written = APPLICATIONS.filter(({ share }, position) => position % share === number % share);
  const findings = new Map(written.map(({ name, resources, options }) => [name, said(rewrite(resources), options)]));

  test('no application has an additional finding', () => { expect(beyond(findings, KNOWN)).toEqual([]); });
  test('every finding is reported too', () => { expect(beyond(new Map(written.map(({ name }) => [name, KNOWN.get(name)!])), findings).filter(finding => !mayFallSilent(finding, way))).toEqual([]); });
});

/** A warning in place of an error is no additional finding. */
function beyond(these: ReadonlyMap<string, ReadonlySet<string>>, those: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const has = (name: string, finding: string) => [finding, finding.replace(/^warning/, 'error')].some(each => those.get(name)?.has(each));
  return [...these].flatMap(([name, findings]) => [...findings].filter(finding => !has(name, finding)).map(finding => `${name}: ${finding}`));
}
