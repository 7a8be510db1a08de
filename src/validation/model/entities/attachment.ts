import { entityAt } from './entity';
import { TargetGroup } from './target-group';
import type { TaskDefinition } from './task-definition';
import { Node } from '../evaluation/node';
import { Value } from '../evaluation/value';
import type { ResourceIndex } from '../index/resource-index';

/** The task runner that an attachment belongs to. */
interface RunsTasks { readonly taskDefinition?: TaskDefinition }

/** One entry of `LoadBalancers` of a service or task set, joined with its container and target group. */
export class Attachment {
  public constructor(public readonly node: Node, private readonly runner: RunsTasks, private readonly application: ResourceIndex) {}

  public get containerName(): Value<string> { return this.node.text('ContainerName'); }
  public get containerPort(): Value<number> { return this.node.number('ContainerPort'); }

  public get targetGroup(): TargetGroup | undefined { return this.group(this.node.find('TargetGroupArn')); }

  /** The second target group of a blue/green deployment. */
  public get alternateTargetGroup(): TargetGroup | undefined {
    return this.group(this.node.find('AdvancedConfiguration')?.find('AlternateTargetGroupArn'));
  }

  /** Both target groups, if they are in the app. */
  public get targetGroups(): readonly TargetGroup[] { return [this.targetGroup ?? [], this.alternateTargetGroup ?? []].flat(); }

  public get container() {
    const name = this.containerName.known;
    return name === undefined ? undefined : this.runner.taskDefinition?.container(name);
  }

  public get portMapping() {
    const port = this.containerPort.known;
    return port === undefined ? undefined : this.container?.portMappings.find(mapping => mapping.containerPort.is(port));
  }

  private group(place: Node | undefined): TargetGroup | undefined { return place && entityAt(TargetGroup, place, this.application); }
}
