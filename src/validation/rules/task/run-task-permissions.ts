import { CALLS_WHILE_WAITING } from '../../../facts/task-starters';
import type { Role } from '../../model/entities/role';
import type { Node } from '../../model/evaluation/node';
import { PartialString } from '../../model/evaluation/partial-string';
import { taskStarters } from '../../model/queries/task-starter';
import { runTaskCall } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const policy = (...actions: readonly string[]) => [{
  PolicyName: 'start', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
}];

const RUN_TASK = 'ecs:RunTask';

const HANDLER = {
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { S3Bucket: 'code', S3Key: 'calls.zip' }, Role: { 'Fn::GetAtt': ['StartRole', 'Arn'] } },
};

const RUN = {
  Cluster: { Ref: 'Cluster' },
  TaskDefinition: { Ref: 'Task' },
  LaunchType: 'FARGATE',
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
};

export default defineRule({
  title: 'The role that starts tasks can pass their roles and make the other calls it needs',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'Without iam:PassRole on the roles of the task, or without the other actions, each start fails. A schedule fails without an error in the stack. A state machine that waits for its task cannot stop or follow it without ecs:StopTask and ecs:DescribeTasks.',
  fix: 'Pass a role to targets.EcsTask or tasks.EcsRunTask, and call taskDefinition.grantRun(role); in CloudFormation and SAM, allow iam:PassRole on the execution role and task role, and the actions in the message.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { role, place, label, passedRoles, started, alsoCalls, waits } of taskStarters(application)) {
      const kept = passedRoles.filter(each => role.mayPassToTasks(each) === 'no');
      const calls = started.flatMap(task => role.lacks([RUN_TASK], task));
      const missing = [...kept.length === 0 ? [] : [`iam:PassRole on ${names(kept)}`], ...new Set(calls), ...role.lacks(alsoCalls, PartialString.ANY)];
      if (missing.length > 0) {
        yield { ...placesOf(role, place), message: `${role.label}, with which ${label} starts tasks, does not allow ${missing.join(', ')}; call taskDefinition.grantRun(role), or add the actions` };
      }
      for (const [action, effect] of waits ? CALLS_WHILE_WAITING : []) {
        for (const lacked of role.lacks([action], PartialString.ANY)) {
          yield { ...placesOf(role, place), message: `${role.label}, with which ${label} waits for tasks, does not allow ${lacked}; ${effect}` };
        }
      }
    }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'tags in a state machine without ecs:TagResource': {
      scene: 'a Fargate task in a state machine', change: { Machine: { Definition: { States: { Run: { Parameters: { Tags: [{ Key: 'team', Value: 'web' }] } } } } } },
    },
    'propagated tags in a state machine without ecs:TagResource': {
      scene: 'a Fargate task in a state machine', change: { Machine: { Definition: { States: { Run: { Parameters: { PropagateTags: 'TASK_DEFINITION' } } } } } },
    },
    'a state machine that may only run another task': {
      scene: 'a Fargate task in a state machine',
      change: { StartRole: { Policies: { 0: { PolicyDocument: { Statement: { 0: { Resource: 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web' } } } } } } },
    },
    'a state machine that waits, and may not stop the task': {
      scene: 'a Fargate task in a state machine', change: { StartRole: { Policies: { 0: { PolicyDocument: { Statement: { 1: { Action: 'ecs:DescribeTasks' } } } } } } },
    },
    'a custom resource whose function may not tag the task': { Run: runTaskCall({ tags: [{ key: 'team', value: 'web' }] }, {}, { 'Fn::GetAtt': ['Handler', 'Arn'] }), Handler: HANDLER },
    'permission for RunTask only': { StartRole: { Policies: policy('ecs:RunTask') } },
    'permission to pass roles to another service': { StartRole: { Policies: [passing({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })] } },
    'permission to pass roles to other services': { StartRole: { Policies: [passing({ StringLike: { 'iam:PassedToService': ['ec2.amazonaws.com', 'lambda.amazonaws.com'] } })] } },
    'tags without ecs:TagResource': { Rule: { Targets: { 0: { EcsParameters: { PropagateTags: 'TASK_DEFINITION' } } } } },
    'a SAM state machine with a policy for RunTask only': samMachine({ Policies: [{ Statement: [{ Effect: 'Allow', Action: 'ecs:RunTask', Resource: '*' }] }] }),
    'a SAM state machine with a single policy': samMachine({ Policies: { Statement: [{ Effect: 'Allow', Action: ['ecs:RunTask', 'events:*'], Resource: '*' }] } }),
    'a SAM state machine without policies': samMachine({}),
    'a SAM state machine with a Deny statement': samMachine({
      Policies: [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }] }],
    }),
    'a state machine that waits for the task, without permission for the event rule': {
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
          DefinitionString: { 'Fn::Sub': '{"StartAt":"Run","States":{"Run":{"Type":"Task","End":true,"Resource":"arn:${AWS::Partition}:states:::ecs:runTask.sync","Parameters":{"TaskDefinition":"report"}}}}' },
        },
      },
      MachineRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } }] },
          Policies: policy('ecs:*', 'iam:PassRole'),
        },
      },
    },
  },
  good: {
    'tags from the input of a state machine': {
      scene: 'a Fargate task in a state machine', change: { Machine: { Definition: { States: { Run: { Parameters: { 'Tags.$': '$.tags' } } } } } },
    },
    'a SAM state machine with both permissions': samMachine({ Policies: [{ Statement: [{ Effect: 'Allow', Action: ['ecs:RunTask', 'iam:PassRole'], Resource: '*' }] }] }),
    'a SAM state machine with an AWS managed policy, by name': samMachine({ Policies: 'AdministratorAccess' }),
    'a SAM state machine with an AWS managed policy, by ARN': samMachine({ Policies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
    'a SAM state machine with a policy template': samMachine({ Policies: [{ EcsRunTaskPolicy: { TaskDefinition: { Ref: 'Task' } } }] }),
    'a SAM state machine with policies from a parameter': samMachine({ Policies: { Ref: 'Policies' } }),
    'a SAM state machine with a connector': {
      ...samMachine({}), Connector: { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: 'Machine' }, Destination: { Id: 'Task' }, Permissions: ['Write'] } },
    },
    'a Deny statement for other services': {
      StartRole: {
        Policies: [{
          PolicyName: 'start',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: ['ecs:RunTask', 'iam:PassRole'], Resource: '*' },
              { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } },
            ],
          },
        }],
      },
    },
    'permission to pass roles to tasks': { StartRole: { Policies: [passing({ StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } })] } },
    'permission to pass roles to all services with a prefix': { StartRole: { Policies: [passing({ StringLike: { 'iam:PassedToService': '*.amazonaws.com' } })] } },
    'permission to pass roles to a service from a parameter': { StartRole: { Policies: [passing({ StringEquals: { 'iam:PassedToService': { Ref: 'AParameter' } } })] } },
    'permission to pass roles to every service but one': { StartRole: { Policies: [passing({ StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })] } },
    'permission to pass roles with another condition': { StartRole: { Policies: [passing({ StringEquals: { 'aws:PrincipalTag/team': 'lambda.amazonaws.com' } })] } },
    'iam:PassRole on every role': { StartRole: { Policies: policy('ecs:RunTask', 'iam:PassRole') } },
    'the AWS managed policy': { StartRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole'] } },
  },
});

function passing(Condition: object): object {
  const Statement = [{ Effect: 'Allow', Action: RUN_TASK, Resource: '*' }, { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition }];
  return { PolicyName: 'start', PolicyDocument: { Version: '2012-10-17', Statement } };
}

/** A role that SAM creates has no resource in the template. */
function placesOf({ resource }: Role, place: Node): Pick<Violation, 'location' | 'related'> {
  return resource === place.resource ? { location: resource.at('Policies') } : { location: place.location, related: [resource.at('')] };
}

function names(roles: readonly Role[]): string { return roles.map(({ label }) => label).join(' and '); }

function samMachine(properties: object): Record<string, object> {
  return {
    Machine: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: {
        Definition: { StartAt: 'Run', States: { Run: { Type: 'Task', End: true, Resource: 'arn:aws:states:::ecs:runTask', Parameters: RUN } } },
        ...properties,
      },
    },
  };
}
