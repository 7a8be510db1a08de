import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { acknowledge } from '../../nag/acknowledgements';

/**
 * Acknowledges for cdk-nag that a task definition has environment variables, if they are URLs of queues only. It is checked after all containers were added: any other
 * variable stays a finding.
 */
export function acknowledgeUrls(scope: IConstruct, taskDefinition: ecs.TaskDefinition, variables: readonly string[]): void {
  scope.node.addValidation({
    validate: () => {
      if (variablesOf(taskDefinition).every(name => variables.includes(name))) {
        acknowledge(taskDefinition.node.defaultChild ?? taskDefinition, ['AwsSolutions-ECS2'], 'The environment variables are URLs of queues, which are not secret; the task role allows access');
      }
      return [];
    },
  });
}

function variablesOf({ node }: ecs.TaskDefinition): readonly string[] {
  const containers = node.children.filter((each): each is ecs.ContainerDefinition => each instanceof ecs.ContainerDefinition);
  return containers.flatMap(container => {
    const { environment } = container.renderContainerDefinition();
    return Array.isArray(environment) ? environment.map(each => 'name' in each && each.name ? each.name : '') : [];
  });
}
