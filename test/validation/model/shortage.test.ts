import { shortageOf } from '../../../src/validation/model/queries/shortage';
import { appOf, resourceIn } from '../../support/model';

/** What there is no room for, with 100 and 200 percent during an update unless `DeploymentConfiguration` says otherwise. */
function shortageIn(properties: object, room: number): string | undefined {
  const application = appOf({ Service: { Type: 'AWS::ECS::Service', Properties: { DesiredCount: 2, ...properties } } });
  return shortageOf(application.serviceOf(resourceIn(application, 'Service')), room)?.text;
}

const controlledBy = (Type: string) => ({ DeploymentController: { Type } });
const updated = (MinimumHealthyPercent: unknown, MaximumPercent: unknown) => ({ DeploymentConfiguration: { MinimumHealthyPercent, MaximumPercent } });

test.each<[string, object, number, string]>([
  ['the desired count', {}, 1, 'DesiredCount is 2'],
  ['the tasks during an update', {}, 2, 'an update keeps all 2 tasks (MinimumHealthyPercent 100) until another task runs, 2 + 1 = 3 tasks'],
  ['the default count, during an update', { DesiredCount: undefined }, 1, 'an update keeps the task (MinimumHealthyPercent 100) until another task runs, 1 + 1 = 2 tasks'],
  ['both sets of a deployment with CodeDeploy', controlledBy('CODE_DEPLOY'), 3, 'a deployment with CodeDeploy runs 2 × 2 = 4 tasks'],
  ['both sets of a blue/green deployment', { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } }, 3, 'a deployment with BLUE_GREEN runs 2 × 2 = 4 tasks'],
])('there is no room for %s', (_, properties, room, text) => { expect(shortageIn(properties, room)).toBe(text); });

test.each<[string, object, number]>([
  ['the tasks during an update', {}, 3],
  ['both sets of a deployment with CodeDeploy', controlledBy('CODE_DEPLOY'), 4],
  ['an update that stops a task first', updated(50, 100), 2],
  ['an update that cannot start a task, which another rule reports', updated(100, 100), 2],
  ['a service without tasks', { DesiredCount: 0 }, 0],
])('there is room for %s', (_, properties, room) => { expect(shortageIn(properties, room)).toBeUndefined(); });

test.each<[string, object]>([
  ['a daemon service', { SchedulingStrategy: 'DAEMON' }],
  ['a service with an unknown scheduling strategy', { SchedulingStrategy: { Ref: 'Strategy' } }],
  ['a service whose task sets have counts', controlledBy('EXTERNAL')],
])('nothing is known of %s', (_, properties) => { expect(shortageIn(properties, 1)).toBeUndefined(); });

test.each<[string, object]>([
  ['the deployment strategy is unknown', { DeploymentConfiguration: { Strategy: { Ref: 'Strategy' } } }],
  ['the minimum is unknown', updated({ Ref: 'Minimum' }, 200)],
  ['the maximum is unknown', updated(100, { Ref: 'Maximum' })],
  ['the desired count is unknown', { DesiredCount: { Ref: 'Count' } }],
])('nothing is known of an update if %s', (_, properties) => { expect(shortageIn(properties, 2)).toBeUndefined(); });
