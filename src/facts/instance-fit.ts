import { CPU_UNITS, InstanceType } from './instance-types';

/** What an instance type has, or the most that requirements allow. */
export type SizedType = Pick<InstanceType, 'name' | 'vcpus' | 'memory' | 'gpus'>;

/** A resource of container instances that ECS reserves for tasks. */
export interface InstanceRoom {
  /** Whether the operating system and the ECS agent use a part, so that no task can have all of it. */
  readonly isShared?: true;
  of(type: SizedType): number;
  unitOf(amount: number): string;
}

/**
 * What an instance has for its tasks. An instance registers 1024 CPU units for each vCPU, and less memory than its type has. How much less depends on the
 * AMI, so only a task that needs all of it certainly does not fit.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export const INSTANCE_ROOM = {
  memory: { of: ({ memory }) => memory, unitOf: () => 'MiB of memory', isShared: true },
  cpu: { of: ({ vcpus }) => vcpus * CPU_UNITS, unitOf: () => 'CPU units' },
  gpus: { of: ({ gpus }) => gpus, unitOf: amount => amount === 1 ? 'GPU' : 'GPUs' },
} as const satisfies Readonly<Record<string, InstanceRoom>>;

/** What one task reserves on its instance; an unknown amount is undefined. */
export type TaskNeeds = Readonly<Partial<Record<keyof typeof INSTANCE_ROOM, number>>>;

/** Why no instance of these types can run the task; undefined if one can. */
export function misfit(types: readonly SizedType[], needs: TaskNeeds): string | undefined {
  const lacks = types.map(type => RESOURCES.filter(([name, room]) => lacksRoom(type, room, needs[name])));
  if (types.length === 0 || lacks.some(({ length }) => length === 0)) { return undefined; }
  const everywhere = RESOURCES.filter(([name]) => lacks.every(missing => missing.some(([other]) => other === name)));
  if (everywhere.length > 0) { return everywhere.map(([name, room]) => tooSmall(types, room, needs[name] ?? 0)).join('; '); }
  const together = RESOURCES.flatMap(([name, { unitOf }]) => needs[name] ? [`${needs[name]} ${unitOf(needs[name])}`] : []);
  return `a task needs ${together.join(', ')}, and none of ${types.map(({ name }) => name).join(', ')} has all of them`;
}

const RESOURCES = Object.entries(INSTANCE_ROOM) as [keyof typeof INSTANCE_ROOM, InstanceRoom][];

function lacksRoom(type: SizedType, { of, isShared }: InstanceRoom, need = 0): boolean {
  return need > of(type) || isShared === true && need === of(type);
}

function tooSmall(types: readonly SizedType[], { of, unitOf, isShared }: InstanceRoom, need: number): string {
  const largest = types.reduce((best, type) => of(type) > of(best) ? type : best);
  const part = isShared && of(largest) > 0 ? ', of which the system uses a part' : '';
  return `a task needs ${need} ${unitOf(need)}, and the largest instance type, ${largest.name}, has ${of(largest)}${part}`;
}
