import type { TaskRoleKey } from '../../../src/validation/model/entities/task-overrides';
import { rolesOfTasks } from '../../../src/validation/model/queries/task-roles';
import { appOf } from '../../support/model';

const KEYS: readonly TaskRoleKey[] = ['ExecutionRoleArn', 'TaskRoleArn'];
const ROLE = { Type: 'AWS::IAM::Role', Properties: {} };
const OTHER = { 'Fn::GetAtt': ['Other', 'Arn'] };

describe.each(KEYS)('the %s of tasks', key => {
  const lower = key.charAt(0).toLowerCase() + key.slice(1);
  const service = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' } } };
  const rule = (input?: object) => ({
    Type: 'AWS::Events::Rule', Properties: { Targets: [{ EcsParameters: { TaskDefinitionArn: { Ref: 'Task' } }, RoleArn: 'arn:aws:iam::111122223333:role/events', ...input }] },
  });
  const machine = (overrides: object) => ({
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      Definition: { States: { Run: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: { TaskDefinition: { Ref: 'Task' }, Overrides: overrides } } } },
    },
  });

  const rolesBesides = (runners: object) => {
    const app = appOf({
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { [key]: { 'Fn::GetAtt': ['Own', 'Arn'] } } }, Own: ROLE, Other: ROLE, ...runners,
    });
    return rolesOfTasks(app.taskDefinitions[0], key).map(({ role, isUsed }) => `${role.resource.logicalId}${isUsed ? '' : ' unused'}`);
  };

  test.each<[string, object, readonly string[]]>([
    ['nothing in the app runs them', {}, ['Own unused']],
    ['a service runs them', { Service: service }, ['Own']],
    ['an event rule runs them without input', { Rule: rule() }, ['Own']],
    ['an event rule overrides it', { Rule: rule({ Input: { 'Fn::Sub': `{"${lower}":"\${Other.Arn}"}` } }) }, ['Other']],
    ['an event rule may override it', { Rule: rule({ InputTransformer: { InputTemplate: '{}' } }) }, []],
    ['a state overrides it', { Machine: machine({ [key]: OTHER }) }, ['Other']],
    ['a state overrides another setting', { Machine: machine({ Cpu: '512' }) }, ['Own']],
    ['an imported role overrides it', { Machine: machine({ [key]: 'arn:aws:iam::111122223333:role/other' }) }, []],
    ['a condition selects the override', { Machine: machine({ [key]: { 'Fn::If': ['Large', OTHER, { Ref: 'AWS::NoValue' }] } }) }, []],
    ['one of two task runners overrides it', { Service: service, Machine: machine({ [key]: OTHER }) }, ['Own', 'Other']],
    ['two task runners override it with the same role', { First: machine({ [key]: OTHER }), Second: machine({ [key]: OTHER }) }, ['Other']],
  ])('if %s', (_, runners, expected) => { expect(rolesBesides(runners)).toEqual(expected); });
});
