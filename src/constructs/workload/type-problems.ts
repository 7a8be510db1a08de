import { WorkloadProps } from './workload-props';
import { isLike, shown } from '../checks';

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
