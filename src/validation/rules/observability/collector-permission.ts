import { Collector, COLLECTORS } from '../../../facts/collectors';
import type { Container } from '../../model/container';
import { Phrase } from '../../model/phrase';
import { defineRule } from '../rule';

const collector = (more: object) => ({
  TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] },
  ContainerDefinitions: { 1: { Name: 'collector', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.3.15', Essential: false, ...more } },
});
const role = (...actions: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
  },
});
const OTEL = { Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3', Command: ['--config=/etc/ecs/ecs-default-config.yaml'] };

export default defineRule({
  title: 'The task role allows what a collector of AWS sends with it',
  severity: 'warning',
  outcome: 'ignored',
  why: 'A collector runs in the task and sends with the task role, not with the execution role; what it may not send is lost, and the task runs on.',
  fix: 'Allow the task role the actions named above, as AWSXRayDaemonWriteAccess does.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html',

  subject: 'taskDefinition',
  *check(task) {
    const { taskRole } = task;
    if (!taskRole) { return; }
    for (const container of task.containers.filter(({ node }) => node.isSure)) {
      const found = COLLECTORS.find(each => isMeant(container, each));
      const missing = found ? taskRole.lacks(found.actions, Phrase.ANY) : [];
      if (!found || missing.length === 0) { continue; }
      yield {
        location: container.node.at('Image'),
        message: `${container.label} sends ${found.sends} with ${taskRole.label}, which is not allowed ${missing.join(', ')}`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'the daemon of X-Ray without permission': { Task: collector({}), TaskRole: role('s3:*') },
    'OpenTelemetry as its image is set up': { Task: collector(OTEL), TaskRole: role('logs:*') },
  },
  good: {
    'the daemon with permission': { Task: collector({}), TaskRole: role('xray:Put*') },
    'another role of the daemon': { Task: collector({ Command: ['--role-arn', 'arn:aws:iam::444455556666:role/traces'] }), TaskRole: role('sts:AssumeRole') },
    'keys of its own': { Task: collector({ Secrets: [{ Name: 'AWS_ACCESS_KEY_ID', ValueFrom: '/app/key' }] }), TaskRole: role('s3:*') },
    'a configuration of its own': {
      Task: collector({ ...OTEL, Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'receivers: {}' }] }), TaskRole: role('s3:*'),
    },
    'an OpenTelemetry that is set up in the image': { Task: collector({ Image: OTEL.Image }), TaskRole: role('s3:*') },
  },
});

function isMeant({ node, environment, secrets }: Container, { image, command, unless }: Collector): boolean {
  const isOfImage = node.text('Image').satisfies(name => image.test(name));
  if (!isOfImage || !node.get('EntryPoint').isAbsent || node.list('EnvironmentFiles').atLeast > 0) { return false; }
  const words = node.list('Command');
  const names = [...environment.map(variable => variable.text('Name')), ...secrets.map(secret => secret.name)];
  const told = [...words.map(word => word.asText), ...names];
  return words.isKnown && environment.isComplete && node.list('Secrets').isComplete && node.list('EnvironmentFiles').isEmpty
    && told.every(each => each.satisfies(text => unless.exec(text) === null))
    && (command === undefined || words.texts.some(word => command.test(word)));
}
