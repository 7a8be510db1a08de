import { Collector, COLLECTORS } from '../../../facts/collectors';
import type { Container } from '../../model/entities/container';
import type { Role } from '../../model/entities/role';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { TaskRunner } from '../../model/entities/task-runner';
import { PartialString } from '../../model/evaluation/partial-string';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { defineRule, Violation } from '../rule';

const running = (more: object) => ({
  TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] },
  ContainerDefinitions: { 1: { Name: 'collector', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.3.15', Essential: false, ...more } },
});
const allowing = (...actions: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
  },
});
const OTEL = { Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3', Command: ['--config=/etc/ecs/ecs-default-config.yaml'] };

const AGENT = { Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300064.1' };

export default defineRule({
  title: 'The task role allows the X-Ray daemon, the OpenTelemetry collector and the CloudWatch agent to send their data',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The collector runs in the task and uses the task role, not the execution role. Without permission, or on Fargate without a task role, the task runs, but its traces and metrics are lost.',
  fix: "Call `taskRole.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess'))`; for the CloudWatch agent CloudWatchAgentServerPolicy. In CloudFormation: TaskRoleArn, and the actions in a policy of its role.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html',

  subject: 'taskDefinition',
  *check(task) {
    const found = task.containers.flatMap(container => {
      const collector = COLLECTORS.find(each => isSetUpAs(container, each));
      return collector ? [{ container, collector }] : [];
    });
    const roles = rolesOfTasks(task, 'TaskRoleArn');
    const isWithoutRole = task.taskRunners.some(hasNoCredentials);
    for (const { container, collector } of found) {
      for (const { role } of roles) { yield* missingActions(role, container, collector); }
      if (isWithoutRole) { yield withoutRole(task, container, collector); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'the X-Ray daemon without permission': { Task: running({}), TaskRole: allowing('s3:*') },
    'the OpenTelemetry collector with the configuration of its image': { Task: running(OTEL), TaskRole: allowing('logs:*') },
    'the X-Ray daemon without a task role': { Task: { ...running({}), TaskRoleArn: undefined } },
    'the CloudWatch agent without a task role': { Task: { ...running(AGENT), TaskRoleArn: undefined } },
  },
  good: {
    'the X-Ray daemon with permission': { Task: running({}), TaskRole: allowing('xray:Put*') },
    'the CloudWatch agent with a role': { Task: running(AGENT), TaskRole: allowing('s3:*') },
    'a task role under a condition': {
      Task: { ...running({}), TaskRoleArn: { 'Fn::If': ['HasRole', 'arn:aws:iam::111122223333:role/app', { Ref: 'AWS::NoValue' }] } },
    },
    'no task role on container instances, which have a role': {
      scene: 'a service on a capacity provider', change: { Task: { ContainerDefinitions: { 1: { ...running({}).ContainerDefinitions[1], Memory: 256 } } } },
    },
    'an X-Ray daemon that assumes another role': { Task: running({ Command: ['--role-arn', 'arn:aws:iam::444455556666:role/traces'] }), TaskRole: allowing('sts:AssumeRole') },
    'an X-Ray daemon with access keys': { Task: running({ Secrets: [{ Name: 'AWS_ACCESS_KEY_ID', ValueFrom: '/app/key' }] }), TaskRole: allowing('s3:*') },
    'an OpenTelemetry collector with its own configuration': {
      Task: running({ ...OTEL, Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'receivers: {}' }] }), TaskRole: allowing('s3:*'),
    },
    'an OpenTelemetry collector without a command': { Task: running({ Image: OTEL.Image }), TaskRole: allowing('s3:*') },
    'an X-Ray daemon with its own entry point': { Task: running({ EntryPoint: ['/start.sh'] }), TaskRole: allowing('s3:*') },
    'an X-Ray daemon with an environment file': {
      Task: running({ EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::bucket/xray.env' }] }), TaskRole: allowing('s3:*'),
    },
    'an X-Ray daemon whose command is a parameter': { Task: running({ Command: { Ref: 'Command' } }), TaskRole: allowing('s3:*') },
    'an X-Ray daemon whose environment is a parameter': { Task: running({ Environment: { Ref: 'Environment' } }), TaskRole: allowing('s3:*') },
    'an X-Ray daemon whose secrets are a parameter': { Task: running({ Secrets: { Ref: 'Secrets' } }), TaskRole: allowing('s3:*') },
  },
});

function* missingActions(role: Role, container: Container, { actions, sends, managedPolicy }: Collector): Iterable<Violation> {
  const missing = role.lacks(actions, PartialString.ANY);
  if (missing.length === 0) { return; }
  yield {
    location: container.node.at('Image'),
    related: [role.resource.at('')],
    message: `${role.label} needs ${missing.join(', ')} to send ${sends} from ${container.label}; add ${managedPolicy} to it`,
  };
}

function withoutRole({ node, resource }: TaskDefinition, container: Container, { sends, managedPolicy }: Collector): Violation {
  return {
    location: node.at('TaskRoleArn'),
    related: [container.node.at('Image')],
    message: `${resource.logicalId} has no task role, with which ${container.label} sends ${sends}; set a role with ${managedPolicy}`,
  };
}

/** A task on a container instance may use the role of the instance. */
function hasNoCredentials({ compute, taskRolePlace }: TaskRunner): boolean { return compute.is('FARGATE') && taskRolePlace?.isAbsent === true; }

/** Whether the container is known to run a collector image with a configuration that AWS ships. */
function isSetUpAs({ node, environment, secrets }: Container, { image, command, unless }: Collector): boolean {
  const isOfImage = node.text('Image').satisfies(name => image.test(name));
  if (!isOfImage || !node.get('EntryPoint').isAbsent) { return false; }
  const words = node.list('Command');
  const names = [...environment.map(variable => variable.text('Name')), ...secrets.map(secret => secret.name)];
  const told = [...words.map(word => word.asText), ...names];
  return words.isKnown && environment.isComplete && node.list('Secrets').isComplete && node.list('EnvironmentFiles').isEmpty
    && told.every(each => each.satisfies(text => unless.exec(text) === null))
    && (command === undefined || words.texts.some(word => command.test(word)));
}
