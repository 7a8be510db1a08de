import { isCaller } from './aws-resources';
import { createOnlyValues } from './create-only';
import { LiveResource, TemplateResource } from './live-resource';
import { ResourceHandlers } from './resource-handlers';

/** The resources of all stacks in CloudFormation, by name, with the properties of their templates. */
export type KnownResources = Map<string, LiveResource>;

/** The result of a stack update for a resource. */
interface Change {
  readonly before?: LiveResource;
  readonly after: LiveResource;
}

/** Receives each event, and the reason if it was refused. */
type Report = (event: string, refusal?: string) => void;

/** An update of one stack: it can be completed, or rolled back. */
export class StackUpdate {
  private readonly changes: Change[] = [];
  private readonly outdated: LiveResource[] = [];

  public constructor(private readonly known: KnownResources, private readonly handlers: ResourceHandlers, private readonly report: Report) {}

  /** Creates or updates a resource. Returns whether this succeeded. */
  public write(key: string, type: TemplateResource['Type'], properties: LiveResource['properties']): boolean {
    const { known, handlers } = this;
    const before = known.get(key);
    if (before && isSame(before.properties, properties)) { return true; }
    const isReplaced = before !== undefined && !isSame(createOnlyValues(type, before.properties), createOnlyValues(type, properties));
    const event = `${isReplaced ? 'replace' : before ? 'update' : 'create'} ${key}`;
    const { resource: after, refusal } = handlers.write(event, { key, type, properties }, isReplaced ? undefined : before);
    if (after) { this.note({ before, after }); }
    this.report(event, refusal);
    return refusal === undefined;
  }

  /** Deletes the resources that the update has removed or replaced, dependent ones first. */
  public complete(removed: readonly LiveResource[], order: readonly string[]): void {
    for (const { key } of removed) { this.known.delete(key); }
    const all = [...this.outdated, ...removed].sort((one, other) => order.indexOf(other.key) - order.indexOf(one.key));
    for (const each of all) { this.delete(each); }
  }

  /**
   * Reverts the updates, in the order of the update, and then deletes the created resources.
   *
   * CloudFormation deletes each resource whose physical id is no longer the current one.
   */
  public rollBack(): void {
    for (const change of this.changes) { this.revert(change); }
    const seen = [...this.changes.map(({ after }) => after), ...this.outdated];
    const created = seen.filter(({ key, physicalId }) => this.known.get(key)?.physicalId !== physicalId);
    for (const each of created.reverse()) { this.delete(each); }
  }

  private note(change: Change): void {
    const { before, after } = change;
    this.changes.push(change);
    this.known.delete(after.key);
    this.known.set(after.key, after);
    if (before && before.physicalId !== after.physicalId) { this.outdated.push(before); }
  }

  private revert({ before, after }: Change): void {
    const { known, handlers } = this;
    if (!before) {
      known.delete(after.key);
      return;
    }
    known.set(after.key, before);
    if (before.physicalId !== after.physicalId && !isCaller(after)) { return; }
    const event = `roll back ${after.key}`;
    const { resource = before, refusal } = handlers.write(event, before, after);
    known.set(after.key, resource);
    this.report(event, refusal);
  }

  private delete(resource: LiveResource): void { this.report(`delete ${resource.key}`, this.handlers.delete(resource)); }
}

function isSame(one: unknown, other: unknown): boolean { return JSON.stringify(one) === JSON.stringify(other); }
