import { referenceTo, withReferences } from './same-meaning';
import type { RawResource, TemplateSource } from '../../src/validation/model/evaluation/source';

type Resources = Readonly<Record<string, RawResource>>;

/** Where the stacks of an application are deployed. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
  readonly images?: TemplateSource['images'];
}

/** The types of resources that move to the first stack, together with everything that they depend on. */
export const FIRST_STACKS: Readonly<Record<string, RegExp>> = {
  'network': /^AWS::EC2::/,
  'roles': /^AWS::IAM::/,
  'load balancers': /^AWS::(?:EC2|ElasticLoadBalancingV2)::/,
  'data': /^AWS::(?:EFS|S3Files|S3|SecretsManager|SSM|KMS|ECR|Logs|ACMPCA|CertificateManager|ServiceDiscovery)::/,
  'cluster': /^AWS::(?:ECS::Cluster|ECS::CapacityProvider|AutoScaling)/,
  'task definition': /^AWS::ECS::TaskDefinition$/,
  'service': /^AWS::ECS::(?:Service|TaskSet)$/,
};

/** Ways to connect two stacks. The second one uses resources of the first one. */
export const LINKS = {
  'exports': (split: Split, place: Place) => linked(split, place, {
    output: (key, value, stack) => ({ [key]: { Value: value, Export: { Name: `${stack}:${key}` } } }),
    use: (key, stack) => ({ 'Fn::ImportValue': `${stack}:${key}` }),
  }),
  'weak references': (split: Split, place: Place) => linked(split, place, {
    output: (key, value) => ({ [key]: { Value: value } }),
    use: (key, stack) => ({ 'Fn::GetStackOutput': { StackName: stack, OutputName: key } }),
  }),
  'nested stacks': (split: Split, place: Place) => {
    const keys = new Set<string>();
    const [first, second] = linked(split, place, {
      output: (key, value) => ({ [key]: { Value: value } }),
      use: key => {
        keys.add(key);
        return { Ref: `Of${key}` };
      },
    });
    const given = [...keys].map(key => [`Of${key}`, { 'Fn::GetAtt': ['FirstStack', `Outputs.${key}`] }] as const);
    const parent = {
      ...place,
      name: 'parent',
      stackName: 'shop',
      template: {
        Resources: {
          FirstStack: { Type: 'AWS::CloudFormation::Stack', Properties: {} },
          SecondStack: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: Object.fromEntries(given) } },
        },
      },
    };
    const Parameters = Object.fromEntries(given.map(([name]) => [name, { Type: 'String' }]));
    return [
      parent,
      { ...first, stackName: undefined, images: undefined, nestedIn: { parent: 'parent', logicalId: 'FirstStack' } },
      { ...second, template: { ...second.template, Parameters }, stackName: undefined, images: undefined, nestedIn: { parent: 'parent', logicalId: 'SecondStack' } },
    ];
  },
} satisfies Record<string, (split: Split, place: Place) => readonly TemplateSource[]>;

/** The resources of two stacks. */
export interface Split {
  readonly first: ReadonlySet<string>;
  readonly resources: Resources;
}

/** Splits an application so that only the second stack refers to the other one; `undefined` if one of them would be empty. */
export function splitBy(types: RegExp, resources: Resources): Split | undefined {
  const first = new Set<string>();
  const add = (id: string): void => {
    if (first.has(id)) { return; }
    first.add(id);
    dependenciesOf(id, resources).forEach(add);
  };
  Object.entries(resources).filter(([, { Type }]) => types.test(Type)).forEach(([id]) => add(id));
  return first.size > 0 && first.size < Object.keys(resources).length ? { first, resources } : undefined;
}

function dependenciesOf(id: string, resources: Resources): readonly string[] {
  const found = [resources[id].DependsOn ?? []].flat().map(String).filter(name => name in resources);
  withReferences({ [id]: resources[id] }, (name, attribute) => {
    found.push(name);
    return referenceTo(name, attribute);
  }, resources);
  return found;
}

type Outputs = Readonly<Record<string, { readonly Value: object }>>;

interface Links {
  /** The name of the output of each use. */
  readonly keys: Map<unknown, string>;
  /** Shares several outputs as one, and uses it as a list, as the CDK does for a list. */
  share(keys: readonly string[]): object;
}

/** Passes lists of uses as one value. */
function withLists<T>(value: T, links: Links): T {
  if (typeof value !== 'object' || value === null || links.keys.has(value)) { return value; }
  if (!Array.isArray(value)) { return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withLists<unknown>(each, links)])) as T; }
  const keys = value.flatMap(each => links.keys.get(each) ?? []);
  return (keys.length > 0 && keys.length === value.length ? links.share(keys) : value.map(each => withLists<unknown>(each, links))) as T;
}

interface Link {
  output(key: string, value: object, stack: string): object;
  use(key: string, stack: string): object;
}

function linked({ first, resources }: Split, place: Place, { output, use }: Link): readonly TemplateSource[] {
  const Outputs = {};
  const links: Links = {
    keys: new Map(),
    share: keys => {
      const key = keys.join('And');
      Object.assign(Outputs, output(key, { 'Fn::Join': ['||', keys.map(each => (Outputs as Outputs)[each].Value)] }, 'first'));
      return { 'Fn::Split': ['||', use(key, 'first')] };
    },
  };
  const stackOf = (id: string) => first.has(id) ? 'first' : 'second';
  const moved = Object.fromEntries(Object.entries(resources).map(([id, { DependsOn: waits, ...raw }]) => {
    const { [id]: written } = withReferences({ [id]: raw }, (name, attribute) => {
      if (stackOf(name) === stackOf(id)) { return referenceTo(name, attribute); }
      const key = `${name}${(attribute ?? 'Ref').replace(/\W/g, '')}`;
      Object.assign(Outputs, output(key, referenceTo(name, attribute), 'first'));
      const used = use(key, 'first');
      links.keys.set(used, key);
      return used;
    }, resources);
    return [id, { ...withLists(written, links), DependsOn: [waits ?? []].flat().filter(name => stackOf(String(name)) === stackOf(id)) }];
  }));
  const inStack = (stack: string) => Object.fromEntries(Object.entries(moved).filter(([id]) => stackOf(id) === stack));
  return [
    { ...place, name: 'first', stackName: 'first', template: { Resources: inStack('first'), Outputs } },
    { ...place, name: 'second', stackName: 'second', template: { Resources: inStack('second') } },
  ];
}

/** The application with other existing resources: other ids and ARNs. */
export function withOtherIds(resources: Resources): Resources {
  const text = JSON.stringify(resources).replaceAll('111122223333', '444455556666').replace(/(?<=[-/])[0-9a-f]{16,17}\b/g, id => `e${id.slice(1)}`);
  return JSON.parse(text) as Resources;
}

/** The stacks of an application in a Stage, whose id is in the name of each stack. */
export function inStage(id: string, sources: readonly TemplateSource[]): readonly TemplateSource[] {
  return sources.map(source => ({ ...source, name: `${id}/${source.name}`, stackName: `${id}-${source.stackName ?? source.name}` }));
}
