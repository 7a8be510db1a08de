import { List, Node } from '../evaluation/node';

/** The two roles of a task: ECS starts it with the first, its containers call AWS with the second. */
export type TaskRoleKey = 'ExecutionRoleArn' | 'TaskRoleArn';

/** A variable, and where its value is written. */
export interface WrittenVariable {
  readonly name: string | undefined;
  readonly place: Node;
}

/** The changes that a task runner makes to its task definition. APIs write the keys in upper case, events in lower case. */
export class TaskOverrides {
  public constructor(private readonly node: Node, private readonly spelling: 'ContainerOverrides' | 'containerOverrides') {}

  /** Whether it may put another role in the place of one of the task definition. */
  public replaces(key: TaskRoleKey): boolean { return !this.role(key).isAbsent; }

  /** Where it names a role in the place of one of the task definition. */
  public role(key: TaskRoleKey): Node { return this.node.get(this.spell(key)); }

  /** The places that name the containers it changes. */
  public get containerNames(): readonly Node[] { return this.containers.map(container => container.get(this.spell('Name'))); }

  /** The variables that it gives to containers. */
  public get variables(): readonly WrittenVariable[] {
    return this.containers.map(container => container.list(this.spell('Environment'))).flatMap(list => list.map(variable => ({
      name: variable.text(this.spell('Name')).known, place: variable.get(this.spell('Value')),
    })));
  }

  private get containers(): List { return this.node.list(this.spelling); }

  private spell(key: string): string {
    return this.spelling === 'ContainerOverrides' ? key : key.charAt(0).toLowerCase() + key.slice(1);
  }
}
