import type { Container } from '../../model/container';
import { ecrImage } from '../../model/ecr-image';
import { mayBeChangedOutside } from '../../model/external-access';
import type { Resource } from '../../model/resource';
import type { Service } from '../../model/service';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The image of a service is there before the service',
  severity: 'warning',
  outcome: 'hangs',
  why: 'A repository that is made in the same stack is empty when the stack is deployed for the first time: no task can pull from it, and the deployment waits for tasks until it is rolled back, repository and all.',
  fix: 'Make the repository in a stack of its own and push the image before this one is deployed, deploy first with a DesiredCount of 0, or build the image as an asset.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',

  subject: 'service',
  *check(service) {
    const startsTasks = service.controller.is('ECS') && service.desiredCount.satisfies(count => count > 0);
    if (!startsTasks) { return; }
    const early = [...service.taskDefinition?.containers ?? []].flatMap(container => imageOfSameStack(container, service));
    const [first] = early;
    if (!first) { return; }
    yield {
      location: first.container.node.at('Image'),
      related: [...new Set(early.map(({ repository }) => repository))].map(repository => repository.at('')),
      message: `${early.map(({ container, repository }) => `${container.label} uses an image of repository ${repository.logicalId}`).join(', ')}: the stack creates it together with service ${service.resource.logicalId}, so it is empty when the first tasks start`,
    };
  },

  scene: 'a Fargate service',
  bad: {
    'a repository of the same stack': from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }),
    'its address put together': from({ 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/${Repository}:latest' }),
  },
  good: {
    'no tasks yet': { ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }), Service: { DesiredCount: 0 } },
    'tasks when somebody says so': { ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }), Service: { DesiredCount: { Ref: 'Count' } } },
    'a service of a second deployment': { ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }), Service: { Condition: 'HasImage' } },
    'a repository that something may push to': {
      ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }),
      Push: { Type: 'Custom::Push', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:push', Repository: { Ref: 'Repository' } } },
    },
    'a repository that is there already': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1' } } } },
  },
});

function imageOfSameStack(container: Container, service: Service): readonly { readonly container: Container; readonly repository: Resource }[] {
  const image = container.node.isSure ? container.node.phrase('Image') : undefined;
  const repository = image && ecrImage(image)?.repository;
  return repository && isMadeWith(service, repository) ? [{ container, repository }] : [];
}

/** Whether both come with one deployment, and nothing in between can push. */
function isMadeWith({ resource, application }: Service, repository: Resource): boolean {
  return repository.template === resource.template && repository.coexistsWith(resource) && !mayBeChangedOutside(repository, application);
}

function from(image: object) {
  return { Task: { ContainerDefinitions: { 0: { Image: image } } }, Repository: { Type: 'AWS::ECR::Repository', Properties: {} } };
}
