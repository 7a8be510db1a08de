import type { Application } from '../../model/application';
import { mayBeChangedOutside } from '../../model/index/external-access';
import type { PointsAt } from '../../model/index/resource-index';
import { defineRule, Violation } from '../rule';

const TASK_SET = 'AWS::ECS::TaskSet';
const PRIMARY = 'AWS::ECS::PrimaryTaskSet';

export default defineRule({
  title: 'Task sets belong to a service with deployment controller EXTERNAL and a primary task set',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses task sets of a service that ECS or CodeDeploy deploys. Without a primary task set, a service never becomes steady and does not scale.',
  fix: 'Set deploymentController of ecs.CfnService to type EXTERNAL, and create an ecs.CfnPrimaryTaskSet for one task set. In CloudFormation: DeploymentController, and an AWS::ECS::PrimaryTaskSet.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html',

  subject: 'application',
  *check(application) {
    for (const resource of [TASK_SET, PRIMARY].flatMap(type => application.ofType(type))) {
      const service = serviceOf(resource, application).map(found => application.serviceOf(found)).at(0);
      if (service?.controller.differs('EXTERNAL')) {
        const message = `${resource.logicalId} belongs to service ${service.resource.logicalId}, whose deployment controller is ${service.controller}; task sets need EXTERNAL`;
        // a template in the tests of the CDK omits the controller
        yield { location: resource.at('Service'), related: [service.node.at('DeploymentController')], message, ...service.node.get('DeploymentController').isAbsent ? { severity: 'warning' } : {} };
      }
    }
    yield* withoutPrimary(application);
  },

  scene: 'a service with a task set',
  bad: {
    'a service that ECS deploys': {
      Service: {
        DeploymentController: { Type: 'ECS' },
        TaskDefinition: { Ref: 'Task' },
        LaunchType: 'FARGATE',
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } },
      },
    },
    'no primary task set': { Primary: undefined },
  },
  good: {
    'a primary task set of an unknown service': { Primary: { Service: { Ref: 'ServiceName' } } },
    'a custom resource that may set the primary task set': {
      Primary: undefined,
      Deployer: { Type: 'Custom::Deployer', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:deploy', Service: { Ref: 'Service' } } },
    },
    'a service outside the app': { Tasks: { Service: 'web' }, Primary: undefined },
  },
});

const serviceOf: PointsAt = ({ properties }, application) => {
  const service = application.resolve(properties.get('Service'), 'AWS::ECS::Service', 'ServiceName');
  return service ? [service] : [];
};

function* withoutPrimary(application: Application): Iterable<Violation> {
  const primaries = application.ofType(PRIMARY).map(primary => serviceOf(primary, application));
  if (primaries.some(services => services.length === 0)) { return; }
  const served = new Set(primaries.flat());
  for (const taskSet of application.ofType(TASK_SET)) {
    const [service] = serviceOf(taskSet, application);
    if (service && !served.has(service) && !mayBeChangedOutside(service, application) && application.serviceOf(service).controller.is('EXTERNAL')) {
      yield { location: taskSet.at('Service'), related: [service.at('')], message: `service ${service.logicalId} has no primary task set`, severity: 'warning' };
    }
  }
}
