import { ACTION_FORMATS, IMAGE_PAIRS, VARIABLE } from '../../../facts/pipeline-actions';
import { listed } from '../../model/entities/listed';
import { Pipeline, PipelineAction } from '../../model/entities/pipeline';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const CODE_DEPLOY = 'a Fargate service that a pipeline deploys with CodeDeploy';
const action = (properties: object) => ({ Pipeline: { Stages: { 1: { Actions: { 0: properties } } } } });
const ecs = (Configuration: object) => action({ Configuration });
const codeDeploy = (Configuration: object) => ({ scene: CODE_DEPLOY, change: action({ Configuration }) } as const);

export default defineRule({
  title: 'A pipeline action that deploys services or builds images has the settings and artifacts of its provider',
  severity: 'error',
  outcome: 'refused',
  why: 'CodePipeline refuses a pipeline if an action lacks a required setting or input artifact: "Action configuration for action \'Deploy\' is missing required configuration \'ClusterName\'". An artifact that is no input of the action makes each of its runs fail.',
  fix: 'Use `EcsDeployAction`, `CodeDeployEcsDeployAction`, `EcrSourceAction` or `EcrBuildAndPublishAction` of aws-codepipeline-actions. In CloudFormation: Configuration and InputArtifacts of the action.',
  docs: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html',

  subject: 'application',
  *check(application) {
    for (const { actions } of Pipeline.allOf(application)) {
      for (const each of actions) { yield* problems(each); }
    }
  },

  scene: 'a Fargate service that a pipeline deploys',
  bad: {
    'no cluster': ecs({ ClusterName: undefined }),
    'no configuration': action({ Configuration: undefined }),
    'no task definition for CodeDeploy': codeDeploy({ TaskDefinitionTemplateArtifact: undefined }),
    'a setting of another provider': ecs({ Image1ArtifactName: 'images' }),
    'a timeout of two hours': ecs({ DeploymentTimeout: '120' }),
    'no input artifact': action({ InputArtifacts: [] }),
    'no input artifact for CodeDeploy': { scene: CODE_DEPLOY, change: action({ InputArtifacts: [] }) },
    'two input artifacts': action({ InputArtifacts: [{ Name: 'images' }, { Name: 'images' }] }),
    'an artifact that is no input': codeDeploy({ AppSpecTemplateArtifact: 'source' }),
    'an image without a placeholder': codeDeploy({ Image1ContainerName: undefined }),
    'a placeholder without an image': codeDeploy({ Image1ArtifactName: undefined }),
    'another category': action({ ActionTypeId: { Category: 'Build' } }),
    'an image that is built in a pipeline of type V1': build('V1'),
    'an image that is built in a pipeline without a type': build(undefined),
  },
  good: {
    'a timeout of one hour': ecs({ DeploymentTimeout: '60' }),
    'a timeout from a variable': ecs({ DeploymentTimeout: '#{variables.minutes}' }),
    'a cluster from a parameter': ecs({ ClusterName: { Ref: 'AParameter' } }),
    'a configuration from a parameter': action({ Configuration: { Ref: 'AParameter' } }),
    'an artifact from a variable': codeDeploy({ AppSpecTemplateArtifact: '#{variables.artifact}' }),
    'four images': codeDeploy(Object.fromEntries([2, 3, 4].flatMap(number => [[`Image${number}ArtifactName`, 'images'], [`Image${number}ContainerName`, 'IMAGE']]))),
    'input artifacts from a parameter': action({ InputArtifacts: { Ref: 'AParameter' } }),
    'an artifact from a parameter': codeDeploy({ AppSpecTemplateArtifact: { Ref: 'AParameter' } }),
    'an input artifact from a parameter': { scene: CODE_DEPLOY, change: action({ InputArtifacts: [{ Name: { Ref: 'AParameter' } }] }) },
    'an image under a condition': codeDeploy({ Image1ContainerName: { 'Fn::If': ['Images', 'IMAGE', { Ref: 'AWS::NoValue' }] } }),
    'an action of a custom provider': action({ ActionTypeId: { Owner: 'Custom' }, Configuration: { ClusterName: undefined } }),
    'a pipeline of type V1': { Pipeline: { PipelineType: 'V1' } },
    'an image that is built in a pipeline of type V2': build('V2'),
  },
});

function build(PipelineType: string | undefined) {
  const { Pipeline: { Stages } } = action({
    ActionTypeId: { Category: 'Build', Provider: 'ECRBuildAndPublish' }, Configuration: { ECRRepositoryName: 'web', ClusterName: undefined, ServiceName: undefined, FileName: undefined },
  });
  return { Pipeline: { PipelineType, Stages } };
}

function problems(each: PipelineAction): readonly Violation[] {
  return [...settings(each), ...artifacts(each), ...otherCategory(each), ...wrongValues(each.configuration, ACTION_FORMATS, () => each.label)];
}

function* settings({ configuration, kind: { required, optional }, label, provider }: PipelineAction): Iterable<Violation> {
  const missing = required.filter(key => configuration.get(key).isAbsent);
  if (missing.length > 0) { yield { location: configuration.location, message: `${label} has no ${listed(missing)}` }; }
  for (const key of configuration.keys.filter(each => ![...required, ...optional].includes(each))) {
    yield { location: configuration.at(key), message: `${key} of ${label} is no setting of the provider ${provider}, which has ${[...required, ...optional].join(', ')}`, severity: 'warning' };
  }
  for (const [artifact, container] of IMAGE_PAIRS.filter(([key]) => optional.includes(key))) {
    for (const [set, other] of [[artifact, container], [container, artifact]]) {
      if (configuration.get(set).isSure && configuration.get(other).isAbsent) {
        yield { location: configuration.at(set), message: `${label} has ${set} without ${other}; the image replaces no placeholder in the task definition`, severity: 'warning' };
      }
    }
  }
}

function* artifacts({ node, configuration, kind: { inputs: { min, max }, artifactKeys }, label }: PipelineAction): Iterable<Violation> {
  const inputs = node.list('InputArtifacts');
  if (inputs.isComplete && (inputs.length < min || inputs.length > max)) {
    yield { location: node.at('InputArtifacts'), message: `${label} has ${inputs.length} input artifacts; it must have ${min === max ? min : `from ${min} to ${max}`}` };
  }
  const names = inputs.map(input => input.text('Name'));
  if (names.length === 0) { return; }
  for (const key of artifactKeys) {
    const name = configuration.text(key);
    if (name.satisfies(text => !VARIABLE.test(text) && names.every(input => input.differs(text)))) {
      yield { location: configuration.at(key), message: `${key} of ${label} is "${name}", which is no input artifact of the action`, severity: 'warning' };
    }
  }
}

function* otherCategory({ node, kind: { category, isOnlyInV2 }, label, provider, pipeline }: PipelineAction): Iterable<Violation> {
  const given = node.get('ActionTypeId').text('Category');
  if (given.differs(category)) {
    yield { location: node.get('ActionTypeId').at('Category'), message: `${label} has category ${given}, but the provider ${provider} has category ${category}` };
  }
  const type = pipeline.node.text('PipelineType').orDefault('V1');
  if (isOnlyInV2 && type.is('V1')) {
    yield { location: pipeline.node.at('PipelineType'), message: `${label} has provider ${provider}, which only pipelines of type V2 have` };
  }
}
