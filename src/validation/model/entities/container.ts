import type { Range } from './overlaps';
import { StoredValue } from './stored-value';
import { TASK_DEFAULTS } from '../../../facts/defaults';
import { List, Node } from '../evaluation/node';
import { Value } from '../evaluation/value';

/** One container of a task definition. */
export class Container {
  public readonly portMappings: readonly PortMapping[];
  public readonly secrets: readonly SecretReference[];
  private labelCache?: string;
  private nameCache?: Value<string>;
  private loggingCache?: Node;
  private logSecretCache?: readonly SecretReference[];

  public constructor(public readonly node: Node, private readonly unnamed = 'a container') {
    this.portMappings = node.list('PortMappings').map(mapping => new PortMapping(mapping));
    this.secrets = node.list('Secrets').map(secret => new SecretReference(secret, 'variable'));
  }

  public get name(): Value<string> { return this.nameCache ??= this.node.text('Name'); }
  public get essential(): Value<boolean> { return this.node.flag('Essential').orDefault(TASK_DEFAULTS.essential); }
  public get cpu(): Value<number> { return this.node.number('Cpu'); }
  /** Hard limit, in MiB. */
  public get memory(): Value<number> { return this.node.number('Memory'); }
  /** Soft limit, in MiB. */
  public get memoryReservation(): Value<number> { return this.node.number('MemoryReservation'); }
  public get environment(): List { return this.node.list('Environment'); }
  public get dependencies(): List { return this.node.list('DependsOn'); }
  public get mountPoints(): List { return this.node.list('MountPoints'); }
  public get healthCheck(): Node { return this.node.get('HealthCheck'); }
  public get logging(): Node { return this.loggingCache ??= this.node.get('LogConfiguration'); }
  public get logDriver(): Value<string> { return this.logging.text('LogDriver'); }

  /** The secrets of the log driver: its `SecretOptions`. */
  public get logSecrets(): readonly SecretReference[] {
    return this.logSecretCache ??= this.logging.list('SecretOptions').map(secret => new SecretReference(secret, 'log option'));
  }

  /** Its name as messages print it. */
  public get label(): string { return this.labelCache ??= this.name.known === undefined ? this.unnamed : `container "${this.name.known}"`; }
}

/** The first and last port of a range. */
export type PortRange = Range;

/** A container port, or a range of them, and its host port. */
export class PortMapping {
  private rangeCache?: Value<PortRange>;
  private containerPortCache?: Value<number>;
  private hostPortCache?: Value<number>;
  private protocolCache?: Value<string>;

  public constructor(public readonly node: Node) {}

  /** The container ports: one port or a range. */
  public get ports(): PortRange | undefined {
    if (this.node.get('ContainerPort').isAbsent) { return this.range.known; }
    const port = this.containerPort.known;
    return port === undefined ? undefined : { first: port, last: port };
  }

  public get range(): Value<PortRange> { return this.rangeCache ??= this.node.text('ContainerPortRange').map(parseRange); }
  public get containerPort(): Value<number> { return this.containerPortCache ??= this.node.number('ContainerPort'); }
  public get hostPort(): Value<number> { return this.hostPortCache ??= this.node.number('HostPort'); }
  public get protocol(): Value<string> {
    return this.protocolCache ??= this.node.text('Protocol').map(text => text.toLowerCase()).orDefault(TASK_DEFAULTS.portProtocol);
  }
}

function parseRange(text: string): PortRange | undefined {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last) };
}

/** A value that ECS fetches from a secret store when the task starts. */
export class SecretReference {
  public constructor(public readonly node: Node, public readonly usedAs: 'variable' | 'log option') {}

  public get name(): Value<string> { return this.node.text('Name'); }
  /** The secret or parameter it refers to, as far as that is known. */
  public get value(): StoredValue | undefined {
    const reference = this.node.partialString('ValueFrom');
    return reference && StoredValue.of(reference, this.node.resource.template);
  }
}
