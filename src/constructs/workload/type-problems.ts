import { WorkloadProps } from './workload-props';

type Given = { readonly [Name in keyof WorkloadProps]?: unknown };

/** What the types of TypeScript refuse and JavaScript does not, where it would fail with an error that names no prop. */
export function typeProblems({ cluster, image, taskDefinition }: Given): string[] {
  return [
    ...(isLike(cluster, 'clusterArn') ? [] : [`cluster${shown(cluster)} is required and must be a cluster; create an EcsCluster, or import one with EcsCluster.fromEcsClusterAttributes`]),
    ...(image === undefined || isLike(image, 'bind') ? [] : [`image${shown(image)} must be an ecs.ContainerImage, such as ecs.ContainerImage.fromRegistry('nginx')`]),
    ...(taskDefinition === undefined || isLike(taskDefinition, 'addContainer')
      ? []
      : [`taskDefinition${shown(taskDefinition)} is imported or none, and its containers are unknown; pass a task definition that this app creates`]),
  ];
}

function isLike(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

function shown(value: unknown): string {
  if (typeof value === 'string') { return ` ('${value}')`; }
  const { node } = (value ?? {}) as { readonly node?: { readonly path: string } };
  return node ? ` ('${node.path}')` : '';
}
