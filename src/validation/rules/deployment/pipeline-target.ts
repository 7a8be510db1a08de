import { DEFAULT_PLATFORM, ECS_PLATFORM } from '../../../facts/code-deploy-groups';
import { OTHER_CONTROLLERS } from '../../../facts/pipeline-actions';
import { Cluster } from '../../model/entities/cluster';
import { entityAt } from '../../model/entities/entity';
import { Pipeline, PipelineAction } from '../../model/entities/pipeline';
import { defineRule, Violation } from '../rule';

const APPLICATION = 'AWS::CodeDeploy::Application';
const CODE_DEPLOY = 'a Fargate service that a pipeline deploys with CodeDeploy';
const OTHER_CLUSTER = { Other: { Type: 'AWS::ECS::Cluster', Properties: {} } };
const action = (properties: object) => ({ Stages: { 1: { Actions: { 0: properties } } } });
const configured = (Configuration: object) => ({ Pipeline: action({ Configuration }) });

export default defineRule({
  title: 'A deploy action of a pipeline names a service or a deployment group that it can deploy',
  severity: 'error',
  outcome: 'refused',
  why: 'The ECS action updates the service, which ECS refuses if another controller deploys it: "Unable to update task definition on services with a CODE_DEPLOY deployment controller". The action CodeDeployToECS needs an application and a deployment group for ECS.',
  fix: 'For a service with deployment controller CODE_DEPLOY use `CodeDeployEcsDeployAction`, otherwise `EcsDeployAction`. In CloudFormation: Provider CodeDeployToECS or ECS of the action, and ClusterName, ServiceName, ApplicationName or DeploymentGroupName of its Configuration.',
  docs: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html',

  subject: 'application',
  *check(application) {
    for (const { actions } of Pipeline.allOf(application)) {
      for (const each of actions) { yield* [...wrongService(each), ...wrongGroup(each)]; }
    }
  },

  scene: 'a Fargate service that a pipeline deploys',
  bad: {
    'a service that CodeDeploy deploys': {
      scene: CODE_DEPLOY,
      change: {
        PipelineRole: { Policies: [{ PolicyName: 'deploy', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }] },
        Pipeline: action({
          ActionTypeId: { Provider: 'ECS' },
          Configuration: {
            ...Object.fromEntries(['ApplicationName', 'DeploymentGroupName', 'TaskDefinitionTemplateArtifact', 'AppSpecTemplateArtifact', 'Image1ArtifactName', 'Image1ContainerName'].map(key => [key, undefined])),
            ClusterName: { Ref: 'Cluster' },
            ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] },
          },
        }),
      },
    },
    'a service of an external controller': {
      scene: 'a service with a task set',
      change: {
        Pipeline: {
          Type: 'AWS::CodePipeline::Pipeline',
          Properties: {
            RoleArn: 'arn:aws:iam::111122223333:role/pipeline',
            Stages: [{ Name: 'Source', Actions: { Ref: 'AParameter' } }, {
              Name: 'Deploy',
              Actions: [{
                Name: 'Deploy',
                ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'ECS', Version: '1' },
                Configuration: { ClusterName: { Ref: 'Cluster' }, ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] } },
                InputArtifacts: [{ Name: 'images' }],
              }],
            }],
          },
        },
      },
    },
    'another cluster': { ...configured({ ClusterName: { Ref: 'Other' } }), ...OTHER_CLUSTER },
    'an application for servers': {
      scene: CODE_DEPLOY, change: { ...configured({ ApplicationName: { Ref: 'Servers' } }), Servers: { Type: APPLICATION, Properties: { ComputePlatform: 'Server' } } },
    },
    'the application of another deployment group': {
      scene: CODE_DEPLOY, change: { ...configured({ ApplicationName: { Ref: 'Other' } }), Other: { Type: APPLICATION, Properties: { ComputePlatform: 'ECS' } } },
    },
    'a deployment group for servers': {
      scene: CODE_DEPLOY,
      change: {
        ...configured({ DeploymentGroupName: { Ref: 'Servers' } }),
        Servers: { Type: 'AWS::CodeDeploy::DeploymentGroup', Properties: { ApplicationName: { Ref: 'Deployments' }, ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy' } },
      },
    },
  },
  good: {
    'a cluster from a parameter': configured({ ClusterName: { Ref: 'AParameter' } }),
    'a service in a cluster from a parameter': { ...configured({ ClusterName: { Ref: 'Other' } }), Service: { Cluster: { Ref: 'AParameter' } }, ...OTHER_CLUSTER },
    'a deployment group in an application from a parameter': {
      scene: CODE_DEPLOY,
      change: { ...configured({ ApplicationName: { Ref: 'Other' } }), Group: { ApplicationName: { Ref: 'AParameter' } }, Other: { Type: APPLICATION, Properties: { ComputePlatform: 'ECS' } } },
    },
    'a service from a parameter': { ...configured({ ServiceName: { Ref: 'AParameter' }, ClusterName: { Ref: 'Other' } }), ...OTHER_CLUSTER },
    'a variable of the pipeline': configured({ ServiceName: '#{variables.service}' }),
    'an action in another account': { Pipeline: action({ RoleArn: 'arn:aws:iam::444455556666:role/deploy', Configuration: { ClusterName: { Ref: 'Other' } } }), ...OTHER_CLUSTER },
    'an action in another Region': { Pipeline: action({ Region: 'us-east-1', Configuration: { ClusterName: { Ref: 'Other' } } }), ...OTHER_CLUSTER },
    'a deployment group from a parameter': { scene: CODE_DEPLOY, change: configured({ DeploymentGroupName: { Ref: 'AParameter' } }) },
    'an application from a parameter': { scene: CODE_DEPLOY, change: configured({ ApplicationName: { Ref: 'AParameter' } }) },
  },
});

function* wrongService({ service, configuration, label, pipeline }: PipelineAction): Iterable<Violation> {
  if (!service) { return; }
  const place = configuration.get('ServiceName');
  const { controller, resource, cluster } = service;
  if (controller.isOneOf(OTHER_CONTROLLERS)) {
    yield {
      location: place.location,
      related: [service.node.at('DeploymentController')],
      message: `${label} updates service ${resource.logicalId}, which has deployment controller ${controller}${controller.is('CODE_DEPLOY') ? '; use the provider CodeDeployToECS' : ''}`,
      ...controller.is('CODE_DEPLOY') ? {} : { severity: 'warning' },
    };
  }
  const named = entityAt(Cluster, configuration.get('ClusterName'), pipeline.application);
  if (named && cluster && named !== cluster) {
    yield {
      location: configuration.at('ClusterName'),
      related: [resource.at('Cluster')],
      message: `${label} looks for service ${resource.logicalId} in cluster ${named.resource.logicalId}, but the service is in cluster ${cluster.resource.logicalId}`,
      severity: 'warning',
    };
  }
}

function* wrongGroup({ group, configuration, label, pipeline }: PipelineAction): Iterable<Violation> {
  if (!group) { return; }
  const place = configuration.get('ApplicationName');
  if (group.properties.list('ECSServices').isEmpty) {
    yield { location: configuration.at('DeploymentGroupName'), related: [group.at('')], message: `${label} deploys services, but deployment group ${group.logicalId} has no ECSServices` };
  }
  const named = pipeline.application.resolve(place, APPLICATION, 'ApplicationName');
  if (!named) { return; }
  const owner = pipeline.application.resolve(group.properties.get('ApplicationName'), APPLICATION, 'ApplicationName');
  const platform = named.properties.text('ComputePlatform').orDefault(DEFAULT_PLATFORM);
  if (platform.differs(ECS_PLATFORM)) {
    yield { location: place.location, related: [named.at('ComputePlatform')], message: `${label} deploys services, but ${named.logicalId} has compute platform ${platform}` };
  } else if (owner && named !== owner) {
    yield { location: place.location, related: [group.at('ApplicationName')], message: `${label} looks for deployment group ${group.logicalId} in ${named.logicalId}, but the group is in ${owner.logicalId}` };
  }
}
