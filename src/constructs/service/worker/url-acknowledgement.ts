import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { acknowledge } from '../../nag/acknowledgements';
import { renderedProperties } from '../../rendered-properties';

interface Container {
  readonly Environment?: readonly { readonly Name?: string }[];
}

/**
 * Acknowledges for cdk-nag that a task definition has environment variables, if they are URLs of queues only. It is checked after all containers were added: any other
 * variable stays a finding.
 */
export function acknowledgeUrls(scope: IConstruct, { node: { defaultChild } }: ecs.TaskDefinition, variables: readonly string[]): void {
  scope.node.addValidation({
    validate: () => {
      if (!(defaultChild instanceof ecs.CfnTaskDefinition)) { return []; }
      const { ContainerDefinitions: containers } = renderedProperties(defaultChild) as { readonly ContainerDefinitions?: readonly Container[] };
      const names = (containers ?? []).flatMap(({ Environment = [] }) => Environment.map(({ Name }) => Name));
      if (names.every(name => name !== undefined && variables.includes(name))) {
        acknowledge(defaultChild, ['AwsSolutions-ECS2'], 'The environment variables are URLs of queues, which are not secret; the task role allows access');
      }
      return [];
    },
  });
}
