import type { Container } from '../../model/entities/container';
import type { Service } from '../../model/entities/service';
import type { Resource } from '../../model/evaluation/resource';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { ecrImage } from '../../model/queries/ecr-image';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The image of a service is pushed before the service is created',
  severity: 'warning',
  outcome: 'hangs',
  why: 'A repository in the same stack is empty at the first deployment. The tasks cannot pull their image, and CloudFormation waits until it times out and rolls back the stack, including the repository.',
  fix: 'Use ecs.ContainerImage.fromAsset(), create the ecr.Repository in another stack and push the image before this one is deployed, or deploy first with desiredCount 0. In CloudFormation: DesiredCount 0.',
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
      message: `${early.map(({ container, repository }) => `${container.label} uses an image of repository ${repository.logicalId}`).join(', ')}: the same stack creates the repository and service ${service.resource.logicalId}, so the repository is empty when the first tasks start`,
    };
  },

  scene: 'a Fargate service',
  bad: {
    'a repository in the same stack': from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }),
    'a repository in the same stack, by account and Region': from({ 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/${Repository}:latest' }),
  },
  good: {
    'no tasks yet': { ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }), Service: { DesiredCount: 0 } },
    'a count from a parameter': { ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }), Service: { DesiredCount: { Ref: 'Count' } } },
    'a service under a condition': { ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }), Service: { Condition: 'HasImage' } },
    'a custom resource that may push the image': {
      ...from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }),
      Push: { Type: 'Custom::Push', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:push', Repository: { Ref: 'Repository' } } },
    },
    'a deployment by CodeDeploy': { scene: 'a Fargate service that CodeDeploy deploys', change: from({ 'Fn::Sub': '${Repository.RepositoryUri}:latest' }) },
    'a container under a condition': {
      Task: {
        ContainerDefinitions: {
          1: { 'Fn::If': ['Monitored', { Name: 'agent', Image: { 'Fn::Sub': '${Repository.RepositoryUri}:latest' }, Essential: false }, { Ref: 'AWS::NoValue' }] },
        },
      },
      Repository: { Type: 'AWS::ECR::Repository', Properties: {} },
    },
    'an existing repository': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1' } } } },
  },
});

function imageOfSameStack(container: Container, service: Service): readonly { readonly container: Container; readonly repository: Resource }[] {
  const image = container.node.partialString('Image');
  const repository = image && ecrImage(image)?.repository;
  return repository && isMadeWith(service, repository) ? [{ container, repository }] : [];
}

/** Whether one deployment creates the repository and the service, and no resource can push the image in between. */
function isMadeWith({ resource, application }: Service, repository: Resource): boolean {
  return repository.template === resource.template && repository.coexistsWith(resource) && !mayBeChangedOutside(repository, application);
}

function from(image: object) {
  return { Task: { ContainerDefinitions: { 0: { Image: image } } }, Repository: { Type: 'AWS::ECR::Repository', Properties: {} } };
}
