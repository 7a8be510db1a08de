import { App, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Capacity, DaemonService, DeploymentTask, ScheduledJob, WorkerService } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { clusterIn } from '../../support/instances';
import { makeJob } from '../../support/scheduled-job';

type Create = (stack: Stack) => unknown;

// a TaskRunner has its test in task-runner.test.ts
const WORKLOADS: readonly (readonly [string, string, Create])[] = [
  ['ScheduledJob', ScheduledJob.PROPERTY_INJECTION_ID, stack => makeJob({}, stack)],
  ['DeploymentTask', DeploymentTask.PROPERTY_INJECTION_ID, stack => new DeploymentTask(stack, 'Migrate', { cluster: clusterIn(stack), image: IMAGE })],
  ['WorkerService', WorkerService.PROPERTY_INJECTION_ID, stack => new WorkerService(stack, 'Orders', {
    cluster: clusterIn(stack), image: IMAGE, processingTime: Duration.seconds(10), maxTasks: 10,
  })],
  ['DaemonService', DaemonService.PROPERTY_INJECTION_ID, stack => {
    const cluster = clusterIn(stack);
    cluster.addExternalInstances('Servers');
    return new DaemonService(stack, 'Agent', { cluster, image: IMAGE, capacity: Capacity.external() });
  }],
];

test.each(WORKLOADS)('a property injector changes the props of a %s', (_, constructUniqueId, create) => {
  const app = new App();
  PropertyInjectors.of(app).add({ constructUniqueId, inject: (props: object): object => ({ ...props, user: 'injected' }) });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  create(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ User: 'injected' })] });
});
