import type { Application, PointsAt } from '../../model/application';
import { mayBeChangedOutside } from '../../model/external-access';
import { defineRule, Violation } from '../rule';

const TASK_SET = 'AWS::ECS::TaskSet';
const PRIMARY = 'AWS::ECS::PrimaryTaskSet';

export default defineRule({
  title: 'Task sets belong to a service with an external deployment controller, and one of them is primary',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS and CodeDeploy make the task sets of their services themselves and refuse others; without a primary one the service is never steady, and cannot be scaled.',
  fix: 'Set Type of DeploymentController to EXTERNAL, and name one task set in an AWS::ECS::PrimaryTaskSet.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html',

  subject: 'application',
  *check(application) {
    for (const resource of [TASK_SET, PRIMARY].flatMap(type => application.ofType(type))) {
      const service = serviceOf(resource, application).map(found => application.serviceOf(found)).at(0);
      if (service?.controller.differs('EXTERNAL')) {
        const message = `${resource.logicalId} belongs to service ${service.resource.logicalId}, of which the deployment controller is ${service.controller}`;
        // a template of the CDK's own tests leaves the controller out
        yield { location: resource.at('Service'), message, ...service.node.get('DeploymentController').isAbsent ? { severity: 'warning' } : {} };
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
    'none that is primary': { Primary: undefined },
  },
  good: {
    'a primary one of a service that is not known': { Primary: { Service: { Ref: 'ServiceName' } } },
    'a service elsewhere': { Tasks: { Service: 'web' }, Primary: undefined },
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
      yield { location: taskSet.at('Service'), message: `no task set of service ${service.logicalId} is its primary one`, severity: 'warning' };
    }
  }
}
