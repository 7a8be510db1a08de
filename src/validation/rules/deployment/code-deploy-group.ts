import {
  DEFAULT_PLATFORM, ECS_DEPLOYMENT_OPTION, ECS_DEPLOYMENT_STYLE, ECS_DEPLOYMENT_TYPE, ECS_PLATFORM, OTHER_PLATFORM_CONFIGURATION,
  SETTINGS_OF_SERVERS,
  TARGET_GROUP_NAME_LENGTH, TARGET_GROUPS_OF_PAIR,
} from '../../../facts/code-deploy-groups';
import { DeploymentGroup } from '../../model/entities/deployment-group';
import type { Node } from '../../model/evaluation/node';
import { lastKey, places } from '../../model/evaluation/places';
import { identityKey } from '../../model/index/identity';
import { codeDeployPair, targetGroupByName } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

export default defineRule({
  title: 'A CodeDeploy deployment group of a service has the platform ECS, the blue/green style and two named target groups',
  severity: 'error',
  outcome: 'refused',
  why: 'CodeDeploy refuses a deployment group with another platform, without a blue/green configuration or a pair of target groups, or with ARNs instead of names. It deploys only services with deployment controller CODE_DEPLOY.',
  fix: 'Use `codedeploy.EcsDeploymentGroup` with two target groups, an `EcsApplication` and an EcsDeploymentConfig. In CloudFormation: ComputePlatform ECS, a DeploymentConfigName for Amazon ECS, DeploymentStyle BLUE_GREEN and WITH_TRAFFIC_CONTROL, a BlueGreenDeploymentConfiguration, and names from GetAtt TargetGroupName.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html',

  subject: 'application',
  *check(application) {
    for (const group of DeploymentGroup.allOf(application)) {
      yield* otherPlatform(group);
      yield* otherStyle(group);
      yield* otherSettings(group);
      yield* otherController(group);
      yield* wrongPairs(group);
    }
  },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'an application for servers': { Deployments: { ComputePlatform: 'Server' } },
    'an application for functions': { Deployments: { ComputePlatform: 'Lambda' } },
    'a configuration for servers': { Group: { DeploymentConfigName: 'CodeDeployDefault.AllAtOnce' } },
    'a configuration for functions in the app': {
      Group: { DeploymentConfigName: { Ref: 'Config' } },
      Config: { Type: 'AWS::CodeDeploy::DeploymentConfig', Properties: { ComputePlatform: 'Lambda', TrafficRoutingConfig: { Type: 'AllAtOnce' } } },
    },
    'no traffic control': { Group: { DeploymentStyle: { DeploymentOption: 'WITHOUT_TRAFFIC_CONTROL' } } },
    'in-place deployments': { Group: { DeploymentStyle: { DeploymentType: 'IN_PLACE' } } },
    'no deployment style': { Group: { DeploymentStyle: undefined } },
    'only a deployment type': { Group: { DeploymentStyle: { DeploymentOption: undefined } } },
    'only a deployment option': { Group: { DeploymentStyle: { DeploymentType: undefined } } },
    'no blue/green configuration': { Group: { BlueGreenDeploymentConfiguration: undefined } },
    'tags of instances': { Group: { Ec2TagFilters: [{ Key: 'app', Value: 'web', Type: 'KEY_AND_VALUE' }] } },
    'a Classic Load Balancer': { Group: { LoadBalancerInfo: { ElbInfoList: [{ Name: 'web' }] } } },
    'an Auto Scaling group': { Group: { AutoScalingGroups: ['web'] } },
    'a service that ECS deploys': { Service: { DeploymentController: { Type: 'ECS' } } },
    'a service that ECS deploys, by name': serviceOfCluster({ Ref: 'Cluster' }),
    'a service that ECS deploys, in a cluster outside the app': serviceOfCluster('shop', { Cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop' }),
    'a service that ECS deploys, in a cluster from a parameter': {
      Service: { DeploymentController: { Type: 'ECS' }, Cluster: { Ref: 'AParameter' } }, Group: { ECSServices: { 0: { ClusterName: { Ref: 'AParameter' } } } },
    },
    'no pair of target groups': { Group: { LoadBalancerInfo: { TargetGroupPairInfoList: [] } } },
    'one target group': codeDeployPair({ TargetGroups: [targetGroupByName('Targets')] }),
    'the same target group twice': codeDeployPair({ TargetGroups: [targetGroupByName('Targets'), targetGroupByName('Targets')] }),
    'ARNs': codeDeployPair({ TargetGroups: { 1: { Name: { Ref: 'Green' } } } }),
    'a long name': codeDeployPair({ TargetGroups: { 1: { Name: 'a-target-group-of-the-service-shop' } } }),
  },
  good: {
    'a configuration in the app': {
      Group: { DeploymentConfigName: { Ref: 'Config' } },
      Config: {
        Type: 'AWS::CodeDeploy::DeploymentConfig',
        Properties: { ComputePlatform: 'ECS', TrafficRoutingConfig: { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 1, LinearPercentage: 20 } } },
      },
    },
    'a deployment group for servers': {
      Servers: { Type: 'AWS::CodeDeploy::DeploymentGroup', Properties: { ApplicationName: 'servers', ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy' } },
    },
    'a deployment group for servers, with Auto Scaling groups': {
      Servers: {
        Type: 'AWS::CodeDeploy::DeploymentGroup',
        Properties: { ApplicationName: 'servers', AutoScalingGroups: ['web'], ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy' },
      },
    },
    'a list of services under a condition': {
      Group: { ECSServices: { 'Fn::If': ['OnServers', { Ref: 'AWS::NoValue' }, []] }, DeploymentStyle: undefined, BlueGreenDeploymentConfiguration: undefined },
    },
    'settings under a condition': {
      Group: {
        DeploymentStyle: { DeploymentType: { 'Fn::If': ['Full', 'BLUE_GREEN', { Ref: 'AWS::NoValue' }] } },
        BlueGreenDeploymentConfiguration: { 'Fn::If': ['Full', { Ref: 'AParameter' }, { Ref: 'AWS::NoValue' }] },
        AutoScalingGroups: { 'Fn::If': ['Full', { Ref: 'AWS::NoValue' }, ['web']] },
      },
    },
    'no Auto Scaling groups': { Group: { AutoScalingGroups: [] } },
    'values from parameters': {
      Group: { ApplicationName: { Ref: 'Name' }, DeploymentStyle: { Ref: 'Style' }, LoadBalancerInfo: { TargetGroupPairInfoList: { Ref: 'Pairs' } } },
    },
    'target groups from parameters': codeDeployPair({ TargetGroups: [{ Name: { Ref: 'Blue' } }, { Name: { Ref: 'Other' } }] }),
    'a list of target groups from a parameter': codeDeployPair({ TargetGroups: { Ref: 'Groups' } }),
    'a service with the same name in another cluster in the app': { ...serviceOfCluster({ Ref: 'Other' }), Other: { Type: 'AWS::ECS::Cluster', Properties: {} } },
    'a service with the same name in another cluster outside the app': serviceOfCluster('other', { Cluster: 'shop' }),
    'a service with the same name in a cluster from a parameter': serviceOfCluster({ Ref: 'AParameter' }),
    'a service with the same name in a cluster that may be different': serviceOfCluster('shop'),
    'a service outside the app': { Group: { ECSServices: [{ ClusterName: 'shop', ServiceName: 'api' }] } },
  },
});

/** A service with deployment controller ECS, and a deployment group with the literal name of the service. */
function serviceOfCluster(ClusterName: unknown, service: object = {}) {
  return { Service: { ServiceName: 'web', DeploymentController: { Type: 'ECS' }, ...service }, Group: { ECSServices: [{ ClusterName, ServiceName: 'web' }] } };
}

function* otherPlatform({ node, codeDeployApplication, configuration }: DeploymentGroup): Iterable<Violation> {
  for (const [key, named] of [['ApplicationName', codeDeployApplication], ['DeploymentConfigName', configuration]] as const) {
    if (!named) { continue; }
    const platform = named.properties.text('ComputePlatform').orDefault(DEFAULT_PLATFORM);
    if (platform.differs(ECS_PLATFORM)) {
      yield {
        location: node.at(key),
        related: [named.at('ComputePlatform')],
        message: `${named.logicalId} has compute platform ${platform}; services need ${ECS_PLATFORM}`,
      };
    }
  }
  const name = node.text('DeploymentConfigName');
  if (name.satisfies(text => OTHER_PLATFORM_CONFIGURATION.test(text))) {
    yield { location: node.at('DeploymentConfigName'), message: `${name} is not for Amazon ECS; use a configuration such as CodeDeployDefault.ECSAllAtOnce` };
  }
}

function* otherStyle({ node }: DeploymentGroup): Iterable<Violation> {
  const style = node.get('DeploymentStyle');
  const [type, option] = [style.text('DeploymentType'), style.text('DeploymentOption')];
  if (type.differs(ECS_DEPLOYMENT_TYPE)) {
    yield { location: style.at('DeploymentType'), message: `DeploymentType is ${type}; services need ${ECS_DEPLOYMENT_TYPE}`, severity: 'warning' };
  } else if (option.differs(ECS_DEPLOYMENT_OPTION)) {
    yield { location: style.at('DeploymentOption'), message: `DeploymentOption is ${option}; services need ${ECS_DEPLOYMENT_OPTION}` };
  } else {
    yield* partOfStyle(style);
  }
}

function* partOfStyle(style: Node): Iterable<Violation> {
  const missing = Object.entries(ECS_DEPLOYMENT_STYLE).filter(([key]) => style.get(key).isAbsent);
  if (missing.length > 0) {
    yield { location: style.location, message: `DeploymentStyle does not set ${missing.map(setting => setting.join(' to ')).join(', nor ')}, which services need`, severity: 'warning' };
  }
}

function* otherSettings({ node }: DeploymentGroup): Iterable<Violation> {
  if (node.get('BlueGreenDeploymentConfiguration').isAbsent) {
    yield { location: node.at('BlueGreenDeploymentConfiguration'), message: 'the deployment group has no BlueGreenDeploymentConfiguration, which CodeDeploy requires for services' };
  }
  for (const place of SETTINGS_OF_SERVERS.flatMap(path => places(node, path)).filter(({ isFilled }) => isFilled)) {
    yield { location: place.location, message: `${lastKey(place.location.path.replaceAll('.', '/'))} is for servers; remove it from the deployment group of a service`, severity: 'warning' };
  }
}

/** The documentation alone states that this is refused. */
function* otherController({ service, services }: DeploymentGroup): Iterable<Violation> {
  const [first] = services;
  if (service?.controller.differs('CODE_DEPLOY')) {
    yield {
      location: first.at('ServiceName'),
      related: [service.node.at('DeploymentController')],
      message: `service ${service.resource.logicalId} has deployment controller ${service.controller}; CodeDeploy needs CODE_DEPLOY`,
      severity: 'warning',
    };
  }
}

function* wrongPairs({ pairs, node }: DeploymentGroup): Iterable<Violation> {
  if (pairs.isEmpty) { yield { location: node.at('LoadBalancerInfo'), message: 'the deployment group has no pair of target groups' }; }
  for (const each of pairs.sure) {
    const names = each.list('TargetGroups');
    const [first, second] = names.map(name => identityKey(name.get('Name'), { types: TARGET_GROUP }));
    if (names.isKnown && names.length !== TARGET_GROUPS_OF_PAIR) {
      yield { location: each.at('TargetGroups'), message: `the number of target groups in the pair is ${names.length}; it must be ${TARGET_GROUPS_OF_PAIR}` };
    } else if (first !== undefined && first === second) {
      yield { location: each.at('TargetGroups'), message: 'both target groups of the pair are the same; new tasks need a different one' };
    }
    for (const name of names.sure) { yield* wrongName(name.get('Name')); }
  }
}

function* wrongName(place: Node): Iterable<Violation> {
  const { resource, attribute } = place.asAttribute ?? {};
  if (resource?.type === TARGET_GROUP && attribute !== 'TargetGroupName') {
    yield { location: place.location, message: `this is not the name of target group ${resource.logicalId}; use its attribute TargetGroupName` };
  } else if (place.asText.satisfies(({ length }) => length > TARGET_GROUP_NAME_LENGTH)) {
    yield { location: place.location, message: `"${place.asText}" is longer than a target group name, which has at most ${TARGET_GROUP_NAME_LENGTH} characters` };
  }
}
