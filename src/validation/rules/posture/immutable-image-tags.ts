import type { Resource } from '../../model/evaluation/resource';
import { ecrImage } from '../../model/queries/ecr-image';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The ECR repositories of images have immutable tags',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A push to the repository can replace the image of a tag, and the next deployment runs it. Security Hub reports it (ECR.2).',
  fix: 'Set `imageTagMutability: TagMutability.IMMUTABLE` in the Repository, and push each version with its own tag. In CloudFormation: ImageTagMutability.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html',

  subject: 'application',
  *check({ taskDefinitions }) {
    const repositories = new Set<Resource>();
    for (const { containers } of taskDefinitions) {
      for (const { node } of containers) {
        const image = node.partialString('Image');
        const repository = image && ecrImage(image)?.repository;
        if (repository && !image.tail.includes('@')) { repositories.add(repository); }
      }
    }
    for (const repository of repositories) {
      if (repository.properties.text('ImageTagMutability').orDefault('MUTABLE').is('MUTABLE')) {
        yield { location: repository.at('ImageTagMutability'), message: `repository ${repository.logicalId} has tags that can be replaced; make them immutable` };
      }
    }
  },

  scene: 'a secured Fargate task with an image from a repository in the app',
  bad: {
    'no setting': { Repository: { ImageTagMutability: undefined } },
    'mutable tags': { Repository: { ImageTagMutability: 'MUTABLE' } },
  },
  good: {
    'immutable tags with exceptions': { Repository: { ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' } },
    'from a parameter': { Repository: { ImageTagMutability: { Ref: 'Mutability' } } },
    'a digest': { Repository: { ImageTagMutability: 'MUTABLE' }, Task: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': `\${Repository.RepositoryUri}@sha256:${'0a1b2c3d'.repeat(8)}` } } } } },
    'a repository of something else': { Other: { Type: 'AWS::ECR::Repository', Properties: {} } },
  },
});
