import { WorkloadProps } from './workload-props';
import { capacityTypeProblems } from '../capacity/capacity-type-problems';
import { isLike, shown } from '../checks';
import { containerTypeProblems } from '../task/container-type-problems';

type Given = { readonly [Name in keyof WorkloadProps]?: unknown };

/** The checks of the TypeScript types, for callers in JavaScript, if the error would otherwise not name the prop. */
export function typeProblems({ cluster, image, taskDefinition, capacity, size, ...container }: Given): string[] {
  return [
    ...(isLike(cluster, 'clusterArn') ? [] : [`cluster${shown(cluster)} is required and must be a cluster; create an EcsCluster, or import one with EcsCluster.fromEcsClusterAttributes`]),
    ...(image === undefined || isLike(image, 'bind') ? [] : [`image${shown(image)} must be an ecs.ContainerImage, such as ecs.ContainerImage.fromRegistry('nginx')`]),
    ...(taskDefinition === undefined || isLike(taskDefinition, 'addContainer')
      ? []
      : [`taskDefinition${shown(taskDefinition)} must be a task definition that this app creates; the containers of an imported one are unknown`]),
    ...(size === undefined || isLike(size, '_problem') ? [] : [`size${shown(size)} must be a value of TaskSize; create it with one of its methods`]),
    ...containerTypeProblems(container),
    ...(capacity === undefined ? [] : capacityTypeProblems('capacity', capacity)),
  ];
}
