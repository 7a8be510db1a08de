import { own } from '../../../facts/own';
import { RETURN_VALUES } from '../../../facts/return-values';
import { SERVICE_SCALING } from '../../../facts/scaling';
import type { Node } from '../../model/evaluation/node';
import type { Part } from '../../model/evaluation/outcome';
import { PartialString } from '../../model/evaluation/partial-string';
import { defineRule, Violation } from '../rule';

const { namespace: NAMESPACE, dimension: DIMENSION, prefix: PREFIX, id: ID, form: FORM } = SERVICE_SCALING;

export default defineRule({
  title: 'Scaling of a service has the namespace, the dimension and the resource id of ECS',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling identifies a service by the names of its cluster and of the service, and scales its number of tasks alone. It reports "Unsupported service namespace, resource type or scalable dimension" or "ECS service doesn\'t exist" for anything else. Ref of a service returns its ARN, not its name.',
  fix: 'Use `autoScale()` of ContainerService or `autoScaleTaskCount()`. In CloudFormation: ServiceNamespace ecs, ScalableDimension ecs:service:DesiredCount, and ResourceId !Sub service/${Cluster}/${Service.Name}.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',

  subject: 'application',
  *check({ scalableTargets, scalingPolicies }) {
    for (const { node } of [...scalableTargets, ...scalingPolicies]) {
      if (isAboutService(node)) { yield* problemsOf(node); }
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'the ARN of the service': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service}' } } },
    'the ARN of the cluster': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster.Arn}/${Service.Name}' } } },
    'a literal ARN of a cluster': { ScalableTarget: { ResourceId: 'service/arn:aws:ecs:eu-west-1:111122223333:cluster/web/shop' } },
    'no cluster': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Service.Name}' } } },
    'a slash at the end': { ScalableTarget: { ResourceId: 'service/web/shop/' } },
    'a table': { ScalableTarget: { ResourceId: 'table/orders' } },
    'the ARN of the service alone': { ScalableTarget: { ResourceId: { Ref: 'Service' } } },
    'another dimension': { ScalableTarget: { ScalableDimension: 'ecs:service:TaskCount' } },
    'the dimension in lower case': { ScalableTarget: { ScalableDimension: 'ecs:service:desiredcount' } },
    'the namespace of another service': { ScalableTarget: { ServiceNamespace: 'ec2' } },
    'the namespace of ECS for a table': { ScalableTarget: { ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' } },
    'the dimension of ECS for a table': { ScalableTarget: { ServiceNamespace: 'dynamodb', ResourceId: 'table/orders' } },
    'the namespace and dimension of DynamoDB': { ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits' } },
    'a policy with the ARN of the service': {
      ScaleOnCpu: { ScalingTargetId: undefined, ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service}' } },
    },
  },
  good: {
    'a name from a parameter': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/${AParameter}' } } },
    'an id from a parameter': { ScalableTarget: { ResourceId: { Ref: 'AParameter' } } },
    'an id from a custom resource': {
      ScalableTarget: { ResourceId: { 'Fn::GetAtt': ['Maker', 'ResourceId'] } },
      Maker: { Type: 'Custom::Service', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:maker' } },
    },
    'the end of the ARN': { ScalableTarget: { ResourceId: { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'Service' }] }] } } },
    'a dimension from a parameter': { ScalableTarget: { ScalableDimension: { Ref: 'AParameter' } } },
    'a namespace from a parameter': { ScalableTarget: { ServiceNamespace: { Ref: 'AParameter' } } },
    'a table of DynamoDB': { ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' } },
    'literal names': { ScalableTarget: { ResourceId: 'service/web_1/shop-api' } },
  },
});

/** Whether some property certainly says that a service scales. */
function isAboutService(node: Node): boolean {
  const namespace = node.text('ServiceNamespace');
  return namespace.is(NAMESPACE) || node.text('ScalableDimension').satisfies(text => text.startsWith(`${NAMESPACE}:`))
    || (namespace.isKnown && node.partialString('ResourceId')?.head.startsWith(PREFIX) === true);
}

function* problemsOf(node: Node): Iterable<Violation> {
  for (const [key, expected] of [['ServiceNamespace', NAMESPACE], ['ScalableDimension', DIMENSION]]) {
    const value = node.text(key);
    if (value.differs(expected)) { yield { location: node.at(key), message: `${key} is ${value}; for a service it must be ${expected}` }; }
  }
  const id = node.partialString('ResourceId') ?? PartialString.ANY;
  const problem = idProblem(id);
  if (problem) {
    yield { location: node.at('ResourceId'), message: `ResourceId is "${id}"${problem.detail}; it must be ${FORM}`, ...problem.isDoubtful ? { severity: 'warning' } : {} };
  }
}

/** A deployment with the ARN of a cluster succeeded, but the service did not scale. */
function idProblem({ parts }: PartialString): { readonly detail: string; readonly isDoubtful: boolean } | undefined {
  const arns = parts.flatMap(part => isArn(returned(part)) ? [returned(part)] : []);
  const text = parts.map(standIn).join('');
  if (arns.length === 0 && (parts.some(part => standIn(part) === undefined) || ID.test(text))) { return undefined; }
  return { detail: arns.length > 0 ? `, with ${arns[0]} in place of its name` : '', isDoubtful: arns[0] === 'the ARN of a cluster' || text.includes(':cluster/') };
}

/** The part as a name; `undefined` if it may be any text. */
function standIn(part: Part): string | undefined {
  if (typeof part === 'string') { return part; }
  return returned(part)?.startsWith('the name of') ? 'x' : undefined;
}

function returned(part: Part): string | undefined {
  return typeof part === 'object' && part.kind === 'attribute' ? own(own(RETURN_VALUES, part.resource.type) ?? {}, part.attribute) : undefined;
}

function isArn(identifier: string | undefined): boolean { return identifier?.startsWith('the ARN of') === true; }
