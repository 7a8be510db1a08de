import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IMAGE } from './container-service';
import { Templates } from './live-update/live-application';
import { UpdatedTemplate } from './live-update/live-resource';
import { certificateIn, zoneIn } from './shared-alb';
import { ContainerService, ContainerServiceProps, EcsCluster, Exposure, SharedAlb } from '../../src';

export const HOST = 'shop.example.com';

/** The stacks of a step: the stack of the load balancers, and the stack of the services. */
export interface Place {
  readonly platform: Stack;
  readonly stack: Stack;
  readonly cluster: EcsCluster;
  /** The load balancer for all hosts of example.com. */
  readonly edge: SharedAlb;
  /** Another listener of the load balancer. */
  second(): elbv2.ApplicationListener;
  serve(id: string, exposure: Exposure, version: number, props?: Partial<ContainerServiceProps>): ContainerService;
}

export type Step = (place: Place) => unknown;

const SYNTHESIZED = new Map<Step, Templates>();

/** The templates of a step, synthesized once. */
export function templatesOf(step: Step): Templates {
  const templates = SYNTHESIZED.get(step) ?? synthesize(step);
  SYNTHESIZED.set(step, templates);
  return templates;
}

/** The same templates with their resources in reverse order: CloudFormation uses only the order of the dependencies. */
export function reversed(templates: Templates): Templates {
  return Object.fromEntries(Object.entries(templates).map(([stack, { Resources = {}, ...others }]) =>
    [stack, { ...others, Resources: Object.fromEntries(Object.entries(Resources).reverse()) }]));
}

function synthesize(step: Step): Templates {
  const app = new App({ context: { 'cdk-ecs-shipshape:validate': false, '@aws-cdk/aws-ecs-patterns:uniqueTargetGroupId': true } });
  const [platform, stack] = ['Platform', 'Shop'].map(name => new Stack(app, name, { env: { region: 'eu-west-1' } }));
  const vpc = new ec2.Vpc(platform, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const cluster = new EcsCluster(platform, 'Cluster', { vpc });
  const domains = [{ domainName: '*.example.com', domainZone: zoneIn(platform) }];
  const edge = new SharedAlb(platform, 'Edge', { vpc, internetFacing: true, deletionProtection: false, domains });
  step({
    platform,
    stack,
    cluster,
    edge,
    second: () => edge.loadBalancer.addListener('Second', {
      port: 8443,
      protocol: elbv2.ApplicationProtocol.HTTPS,
      certificates: [certificateIn(platform, 'second')],
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    }),
    serve: (id, exposure, version, props) =>
      new ContainerService(stack, id, { cluster, image: IMAGE, containerPort: 8080, environment: { VERSION: `${version}` }, exposure, ...props }),
  });
  const assembly = app.synth();
  return Object.fromEntries([platform, stack].map(({ stackName }) => [stackName, assembly.getStackByName(stackName).template as UpdatedTemplate]));
}
