import { CREATE_ONLY } from './create-only';
import { LiveResource, listOf, TemplateResource, UpdatedTemplate } from './live-resource';
import { deletionRefusalOf, refusalOf } from './refusals';
import { addressOf, ClientRequest, gapOf, recordOf } from './requests';
import { StackOutputs } from './stack-outputs';

/**
 * An application that CloudFormation has deployed, and that clients use while it is updated.
 *
 * It simulates the order of CloudFormation: stack after stack, creates and updates by their dependencies, deletes at the end of each stack.
 * After every event each request is asked for; clients remember the answers of DNS until the end of the deployment.
 */
export class LiveApplication {
  /** The gaps and refusals of each deployment after the first one, which has to succeed. */
  public static problemsOf(
    requests: readonly ClientRequest[], [first, ...others]: readonly Readonly<Record<string, UpdatedTemplate>>[],
  ): readonly (readonly string[])[] {
    const live = new LiveApplication(requests);
    const refusals = live.deploy(first);
    if (refusals.length > 0) { throw new Error(refusals.join('\n')); }
    return others.map(templates => live.deploy(templates));
  }

  private readonly live = new Map<string, LiveResource>();
  private readonly outputs = new StackOutputs();
  private outdated: LiveResource[] = [];
  private readonly targetGroupsOf = new Map<string, readonly string[]>();
  private remembered = new Map<string, Set<string>>();
  private problems: string[] = [];
  private count = 0;
  /** There are no clients before the end of the first deployment. */
  private isInUse = false;

  public constructor(private readonly requests: readonly ClientRequest[]) {}

  /** Deploys stacks in this order. Returns the gaps and refusals, with the event after which they show. */
  public deploy(templates: Readonly<Record<string, UpdatedTemplate>>): readonly string[] {
    this.isInUse = this.live.size > 0;
    this.problems = [];
    this.remembered = new Map(this.requests.map(({ host }) => [host, new Set(this.addresses(host))]));
    for (const [stack, template] of Object.entries(templates)) {
      for (const [id, resource] of inOrder(template)) { this.update(`${stack}/${id}`, resource, reference => this.resolve(stack, reference)); }
      this.outputs.noteImports(stack, template);
      const refusals = this.outputs.write(stack, template.Outputs ?? {}, value => this.resolve(stack, value));
      this.problems.push(...refusals.map(refusal => `update ${stack}: refused: ${refusal}`));
      this.cleanUp(stack, template);
    }
    return [...new Set(this.problems)];
  }

  private update(key: string, { Type: type, Properties = {} }: TemplateResource, resolve: (value: unknown) => unknown): void {
    const properties = resolve(Properties) as Record<string, unknown>;
    const current = this.live.get(key);
    if (current && isSame(current.properties, properties)) { return; }
    const isReplaced = current && (CREATE_ONLY.get(type) ?? []).some(name => !isSame(current.properties[name], properties[name]));
    if (current && isReplaced) { this.outdated.push(current); }
    const physicalId = current && !isReplaced ? current.physicalId : `${key}#${++this.count}`;
    const next: LiveResource = { key, type, properties, physicalId };
    const event = `${isReplaced ? 'replace' : current ? 'update' : 'create'} ${key}`;
    this.live.delete(key);
    const refusal = refusalOf(next, this.resources);
    if (refusal) { this.problems.push(`${event}: refused: ${refusal}`); }
    this.live.set(key, next);
    if (type === 'AWS::ECS::Service') { this.register(next); }
    this.ask(event);
  }

  /** ECS registers tasks with the target groups of a service, and CloudFormation waits for it. */
  private register(service: LiveResource): void {
    this.targetGroupsOf.set(service.physicalId, listOf(service.properties.LoadBalancers).map(({ TargetGroupArn }) => String(TargetGroupArn)));
  }

  private cleanUp(stack: string, { Resources = {} }: UpdatedTemplate): void {
    const removed = [...this.live.values()].filter(({ key }) => key.startsWith(`${stack}/`) && Resources[key.slice(stack.length + 1)] === undefined);
    for (const { key } of removed) { this.live.delete(key); }
    this.outdated.push(...removed);
    for (const resource of [...this.outdated].reverse()) {
      const refusal = deletionRefusalOf(resource);
      if (refusal) { this.problems.push(`delete ${resource.key}: refused: ${refusal}`); }
      this.outdated.pop();
      this.targetGroupsOf.delete(resource.physicalId);
      this.ask(`delete ${resource.key}`);
    }
  }

  private ask(event: string): void {
    if (!this.isInUse) { return; }
    const { resources, remembered } = this;
    const targetGroupsWithTasks = new Set([...this.targetGroupsOf.values()].flat());
    for (const request of this.requests) {
      for (const address of this.addresses(request.host)) { remembered.get(request.host)?.add(address); }
      const gap = gapOf(request, { resources, remembered, targetGroupsWithTasks });
      if (gap) { this.problems.push(`${event}: gap for ${request.host}${request.path}: ${gap}`); }
    }
  }

  private addresses(host: string): readonly string[] {
    const record = recordOf(host, this.resources);
    return record ? [addressOf(record)] : [];
  }

  /** What replaces or removes a resource leaves it until the end. */
  private get resources(): readonly LiveResource[] { return [...this.live.values(), ...this.outdated]; }

  private resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) { return value.map(each => this.resolve(stack, each)); }
    if (typeof value !== 'object' || value === null) { return value; }
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': name, 'Fn::GetStackOutput': output, 'Fn::Join': join } = value as Record<string, unknown>;
    if (typeof Ref === 'string') { return this.live.get(`${stack}/${Ref}`)?.physicalId ?? Ref; }
    if (Array.isArray(attribute)) { return attributeOf(this.live.get(`${stack}/${attribute[0]}`)?.physicalId ?? String(attribute[0]), String(attribute[1])); }
    if (name !== undefined) { return this.outputs.exported(String(name)) ?? name; }
    if (output !== undefined) {
      const { StackName, OutputName } = output as Record<string, unknown>;
      return this.outputs.output(String(StackName), String(OutputName)) ?? OutputName;
    }
    if (Array.isArray(join)) { return (this.resolve(stack, join[1]) as unknown[]).join(String(join[0])); }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.resolve(stack, each)]));
  }
}

function isSame(one: unknown, other: unknown): boolean { return JSON.stringify(one) === JSON.stringify(other); }

/** The ARN of a resource is its physical id. */
function attributeOf(physicalId: string, name: string): string { return /Arn$/.test(name) ? physicalId : `${physicalId}.${name}`; }

/** Resources by logical id, each after those that it refers to. */
function inOrder({ Resources = {} }: UpdatedTemplate): readonly (readonly [string, TemplateResource])[] {
  const ordered = new Map<string, TemplateResource>();
  const visited = new Set<string>();
  const visit = (id: string): void => {
    const resource = Resources[id];
    if (visited.has(id) || !resource) { return; }
    visited.add(id);
    for (const needed of neededBy(resource)) { visit(needed); }
    ordered.set(id, resource);
  };
  for (const id of Object.keys(Resources)) { visit(id); }
  return [...ordered];
}

function neededBy({ Properties, DependsOn = [] }: TemplateResource): readonly string[] {
  const found = [DependsOn].flat() as string[];
  JSON.stringify(Properties ?? {}, (key, value: unknown) => {
    if (key === 'Ref') { found.push(String(value)); }
    if (key === 'Fn::GetAtt' && Array.isArray(value)) { found.push(String(value[0])); }
    return value;
  });
  return found;
}
