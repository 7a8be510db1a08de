import { FLOATING_TAG } from '../../../facts/posture';
import type { Container } from '../../model/entities/container';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Images have a tag or digest that names one version',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'The tag latest, which a registry also uses for an image without a tag, names another image after each push. A deployment or a rollback then starts a version that was not reviewed. ECS replaces the tag by a digest within one deployment only, and not if VersionConsistency is disabled.',
  fix: "Pass the tag of a version or a digest, as in `ContainerImage.fromEcrRepository(repository, '1.4.2')`, or use ContainerImage.fromAsset(). In CloudFormation: Image and VersionConsistency.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',

  subject: 'taskDefinition',
  *check({ containers }) {
    for (const container of containers) {
      const problem = problemOf(container);
      if (problem) { yield { location: container.node.at('Image'), message: `image ${container.node.partialString('Image')} of ${container.label} ${problem}` }; }
    }
  },

  scene: 'a secured Fargate service',
  bad: {
    'the tag latest': image('public.ecr.aws/nginx/nginx:latest'),
    'no tag behind a host that is a parameter': image({ 'Fn::Sub': '${Registry}/team/web' }),
    'no tag': image('registry.example.com:5000/team/web'),
    'an official image without a tag': image('nginx'),
    'the tag latest of a repository': image({ 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:latest' }),
    'a tag without version consistency': { Task: { ContainerDefinitions: { 0: { VersionConsistency: 'disabled' } } } },
  },
  good: {
    'a digest': image(`public.ecr.aws/nginx/nginx@sha256:${'0a1b2c3d'.repeat(8)}`),
    'a digest and a tag, without version consistency': {
      Task: { ContainerDefinitions: { 0: { Image: `public.ecr.aws/nginx/nginx:latest@sha256:${'0a1b2c3d'.repeat(8)}`, VersionConsistency: 'disabled' } } },
    },
    'an image from a parameter': image({ Ref: 'Image' }),
    'a tag from a parameter': image({ 'Fn::Sub': 'public.ecr.aws/nginx/nginx:${Tag}' }),
    'an end from a parameter': image({ 'Fn::Sub': 'public.ecr.aws/nginx/nginx${Suffix}' }),
    'a path that ends in a parameter': image({ 'Fn::Sub': 'registry.example.com/${Repository}' }),
    'a name from a parameter, with a known end': image({ 'Fn::Sub': '${Repository}-web' }),
    'version consistency from a parameter': { Task: { ContainerDefinitions: { 0: { VersionConsistency: { Ref: 'Consistency' } } } } },
  },
});

function image(Image: unknown) { return { Task: { ContainerDefinitions: { 0: { Image } } } }; }

function problemOf({ node }: Container): string | undefined {
  const name = node.partialString('Image');
  const [, path = '', end = ''] = /^(.*\/)?([^/]*)$/s.exec(name?.tail ?? '') ?? [];
  const isWhole = path !== '' || name?.literal !== undefined;
  if (end.includes('@')) { return undefined; }
  const [, tag] = /:(.*)$/.exec(end) ?? [];
  if (tag === FLOATING_TAG) { return 'has the tag latest; use the tag of a version'; }
  if (tag === undefined) { return isWhole ? 'has no tag; use the tag of a version' : undefined; }
  return node.text('VersionConsistency').is('disabled') ? 'has a tag that may move, and VersionConsistency is disabled; enable it or use a digest' : undefined;
}
