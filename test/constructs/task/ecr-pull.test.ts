import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerServiceProps } from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';

const NAME = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/shop';
const REPOSITORY = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-west-1:111122223333:repository/team/shop']] };

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function pulls(template: Template): readonly Statement[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('ExecutionRole') }] } }));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
  return statements.filter(({ Action }) => [Action].flat().some(action => action.startsWith('ecr:')));
}

function pullsOf(props: Partial<ContainerServiceProps>): readonly Statement[] {
  return pulls(serviceTemplate(props));
}

test.each([`${NAME}:1.2`, `${NAME}@sha256:${'a'.repeat(64)}`, NAME])('the execution role can pull %s', name => {
  expect(pullsOf({ image: ecs.ContainerImage.fromRegistry(name) })).toEqual([
    expect.objectContaining({ Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'], Resource: REPOSITORY }),
    expect.objectContaining({ Action: 'ecr:GetAuthorizationToken', Resource: '*' }),
  ]);
});

test('the execution role can pull the image of an added container', () => {
  const template = serviceTemplate({}, service => service.addContainer('agent', { image: ecs.ContainerImage.fromRegistry(`${NAME}:1`) }));
  expect(pulls(template)).toHaveLength(2);
});

test('an image in another registry needs no permission', () => {
  expect(pullsOf({ image: IMAGE })).toEqual([]);
});

test('a repository construct grants the pull once', () => {
  const stack = newStack();
  makeService(stack, { image: ecs.ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repository')) });
  expect(pulls(Template.fromStack(stack))).toHaveLength(2);
});
