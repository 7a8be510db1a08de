import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { FIRELENS_LOG_GROUP_ACTIONS, FIRELENS_OUTPUTS, FIRELENS_ROLE_OPTION, FireLensOutput } from '../../facts/iam-needs';
import { own } from '../../facts/own';

type Options = Readonly<Record<string, string | undefined>>;

/** Allows the task role, which the log router uses, to write to the log destination of a container, if the output plugin is known. */
export function allowOutput({ logDriverConfig, taskDefinition }: ecs.ContainerDefinition): void {
  const options: Options = logDriverConfig?.options ?? {};
  const output = own(FIRELENS_OUTPUTS, options.Name ?? '');
  if (!output || options[FIRELENS_ROLE_OPTION] !== undefined) { return; }
  const resources = resourcesOf(taskDefinition, output, options);
  taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: actionsOf(output, options), resources }));
}

function actionsOf({ actions, furtherActions = [], destination }: FireLensOutput, options: Options): string[] {
  const ofOptions = Object.entries(FIRELENS_LOG_GROUP_ACTIONS).filter(([option]) => isSet(options[option])).map(([, action]) => action);
  return [...actions, ...furtherActions, ...(destination === 'log_group_name' ? ofOptions : [])];
}

function isSet(option: string | undefined): boolean {
  return option !== undefined && !/^(?:false|off|no)$/i.test(option);
}

/** The name is unknown if it has variables such as `$(ecs_cluster)`, which the plugin replaces. */
function resourcesOf(scope: IConstruct, { destination, arns }: FireLensOutput, options: Options): string[] {
  const { partition, region, account } = Stack.of(scope);
  const name = options[destination] ?? '*';
  const values = { PARTITION: partition, REGION: options.region ?? region, ACCOUNT: account, NAME: name.includes('$(') || options.log_group_template ? '*' : name };
  return arns.map(arn => arn.replace(/PARTITION|REGION|ACCOUNT|NAME/g, part => values[part as keyof typeof values]));
}
