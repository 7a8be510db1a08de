import type { PortMapping } from '../entities/container';
import type { TaskDefinition } from '../entities/task-definition';
import type { Location } from '../evaluation/resource';

/** A host port in a network mode that maps no ports. */
export interface HostPortProblem {
  readonly location: Location;
  readonly message: string;
  readonly severity?: 'warning';
}

/**
 * Host ports that differ from their container port.
 *
 * Host port 0 is a warning: the API reference allows an empty or the same host port, and ECS refused 0 in the past,
 * but an older guide allowed it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 * @see https://github.com/aws/amazon-ecs-cli/issues/1014
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/3401
 */
export function hostPortProblems({ containers }: TaskDefinition): readonly HostPortProblem[] {
  return containers.flatMap(({ portMappings, label }) => portMappings.filter(isDifferent).map(({ containerPort, hostPort, node }) => ({
    location: node.at('HostPort'),
    message: `host port ${hostPort} of ${label} differs from its container port ${containerPort}; remove hostPort`,
    ...hostPort.is(0) ? { severity: 'warning' } as const : {},
  })));
}

function isDifferent({ containerPort, hostPort }: PortMapping): boolean {
  return containerPort.satisfies(port => hostPort.differs(port));
}
