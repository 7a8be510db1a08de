import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ReportStack } from './report-stack';

/** Changes that aws-ecs and CloudFormation accept. They fail only when the state machine runs, at two in the night. */
export function addMistakes(report: ReportStack): void {
  askForAnotherMember(report);
  checkWithoutShell(report);
}

/** The secret has a username and a password. */
function askForAnotherMember({ container, password }: ReportStack): void {
  container.addSecret('DATABASE_HOST', ecs.Secret.fromSecretsManager(password, 'host'));
}

/** The program of the health check and its arguments are one text, but CMD starts no shell. */
function checkWithoutShell({ task }: ReportStack): void {
  const resource = task.node.defaultChild as ecs.CfnTaskDefinition;
  resource.addPropertyOverride('ContainerDefinitions.0.HealthCheck', { Command: ['CMD', 'python -m report --check'] });
}
