import { List, Node } from '../evaluation/node';

/** The two roles of a task: ECS starts the task with the first, and its containers call AWS with the second. */
export type TaskRoleKey = 'ExecutionRoleArn' | 'TaskRoleArn';

/** An environment variable, and the place of its value. */
export interface WrittenVariable {
  readonly name: string | undefined;
  readonly place: Node;
}

/** The overrides of a task runner. Keys start in upper case in APIs, and in lower case in events. */
export class TaskOverrides {
  public constructor(public readonly node: Node, private readonly spelling: 'ContainerOverrides' | 'containerOverrides') {}

  /** Whether they are the input of a target, which spells them as the API does. */
  public get isInput(): boolean { return this.spelling === 'containerOverrides'; }

  /** Whether it may override a role of the task definition. */
  public replaces(key: TaskRoleKey): boolean { return !this.role(key).isAbsent; }

  /** The place of the role that overrides one of the task definition. */
  public role(key: TaskRoleKey): Node { return this.node.get(this.spell(key)); }

  /** The places that name the overridden containers. */
  public get containerNames(): readonly Node[] { return this.containers.map(container => container.get(this.spell('Name'))); }

  /** The environment variables that it sets in containers. */
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
