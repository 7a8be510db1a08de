import { optionsFor } from '../../scripts/support/rule-options';
import { validate, ValidateOptions } from '../../src/validation/engine/validate';
import type { RawResource, TemplateSource } from '../../src/validation/model/evaluation/source';
import { RULES } from '../../src/validation/rules/registry.generated';
import { placed } from '../../src/validation/rules/rule';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';
import { FIRST_STACKS, inStage, LINKS, Place, Split, splitBy, withOtherIds } from '../support/split-stacks';

type Resources = Readonly<Record<string, RawResource>>;

interface Example {
  readonly name: string;
  /** A number that selects the checks of the example, because all of them would take minutes. */
  readonly number: number;
  readonly isBad: boolean;
  readonly resources: Resources;
  readonly options: ValidateOptions;
  /** The different ways to divide its resources over two stacks. */
  readonly splits: readonly Split[];
}

const { images } = sourceIn('a Fargate service', {});
const HERE: Place = { account: '111122223333', region: 'eu-west-1', images };
const ELSEWHERE: Place = { ...HERE, account: '444455556666' };
const ELSEWHERE_REGION: Place = { ...HERE, region: 'us-east-1' };
const ANYWHERE: Place = { images };

/** Every example of every rule. */
const EXAMPLES: readonly Example[] = RULES.flatMap(rule => Object.entries({ ...rule.bad, ...rule.good }).map(([name, example]) => {
  const { scene, change } = placed(rule, example);
  const resources = applyChange(scene, change);
  const options = optionsFor(rule);
  return { name: `${rule.id}: ${name}`, number: numberOf(`${rule.id}${name}`), isBad: name in rule.bad, resources, options, splits: splitsOf(resources) };
}));

const KNOWN = new Map<string, readonly string[]>();

/** The findings that a split changes, and the reasons. */
const EXCEPTIONS: readonly RegExp[] = [
  // CloudFormation deploys the stacks one after the other
  /: less: warning (?:[\w-]+-before-[\w-]+|scaling-order) /,
  // a gateway association in another stack may be deployed before
  /: less: (?:error|warning) gateway-on-cluster Service$/,
  // these rules only check stacks with services or task definitions
  /: less: error (?:circular-dependency Front|secure-string-resource Parameter)$/,
  // an output of the file system may be for something that creates the directory
  /: less: (?:error|warning) root-directory-exists Task$/,
  // CloudFormation generates the name of a nested stack, and with it that of a role
  /^instance-role-passed: .*: (?:more: warning|less: error) instance-role-passed InstanceRole$/,
];

describe('an application over two stacks', () => {
  test.each(Object.entries(LINKS).map(([link, connect], number) => [link, connect, number] as const))('connected by %s has the same findings', (_, connect, number) => {
    const different = EXAMPLES.flatMap(example => {
      const { name, options, splits, isBad, number: each } = example;
      const split = each % (isBad ? 6 : 12) === number ? splits[(each + number) % splits.length] : undefined;
      return split ? changes(name, said(connect(split, HERE), options), known(example)) : [];
    });
    expect(different.filter(change => !EXCEPTIONS.some(exception => exception.test(change)))).toEqual([]);
  });
});

describe('an application in two Stages', () => {
  test.each<[string, Place, Place, number]>([
    ['two accounts', HERE, ELSEWHERE, 0],
    ['two Regions', HERE, ELSEWHERE_REGION, 1],
    ['no known account', ANYWHERE, ANYWHERE, 2],
  ])('in %s has the same findings in each', (_, dev, prod, number) => {
    const different = EXAMPLES.filter(({ number: each }) => each % 18 === number).flatMap(({ name, resources, options }) => {
      const stages = [
        { id: 'Dev', sources: inStage('Dev', oneStack(resources, dev)) },
        { id: 'Prod', sources: inStage('Prod', oneStack(withOtherIds(resources), prod)) },
      ];
      const findings = validate(stages.flatMap(({ sources }) => sources), options);
      const foundIn = (id: string) => findings.filter(({ template }) => template.startsWith(id));
      return stages.flatMap(({ id, sources }) => changes(name, told(foundIn(id)), said(sources, options)));
    });
    expect(different).toEqual([]);
  });
});

/** The findings of an example in one stack, validated once. */
function known({ name, resources, options }: Example): readonly string[] {
  const findings = KNOWN.get(name) ?? said(oneStack(resources, HERE), options);
  KNOWN.set(name, findings);
  return findings;
}

function numberOf(text: string): number { return Array.from(text).reduce((sum, character) => sum + character.charCodeAt(0), 0); }

function oneStack(resources: Resources, place: Place): readonly TemplateSource[] {
  return [{ ...place, name: 'whole', stackName: 'shop', template: { Resources: resources } }];
}

function splitsOf(resources: Resources): readonly Split[] {
  const splits = Object.values(FIRST_STACKS).flatMap(types => splitBy(types, resources) ?? []);
  return [...new Map(splits.map(split => [[...split.first].sort().join(), split])).values()];
}

function said(sources: readonly TemplateSource[], options: ValidateOptions): readonly string[] { return told(validate(sources, options)); }

function told(findings: ReturnType<typeof validate>): readonly string[] {
  return [...new Set(findings.map(({ rule, logicalId, severity }) => `${severity} ${rule.id} ${logicalId}`))].sort();
}

function changes(name: string, now: readonly string[], before: readonly string[]): readonly string[] {
  return [
    ...now.filter(each => !before.includes(each)).map(each => `${name}: more: ${each}`),
    ...before.filter(each => !now.includes(each)).map(each => `${name}: less: ${each}`),
  ];
}
