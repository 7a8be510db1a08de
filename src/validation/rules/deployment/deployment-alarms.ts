import { defineRule } from '../rule';

export default defineRule({
  title: 'Deployment alarms have names',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS watches the alarms in AlarmNames during a deployment. CloudFormation refuses Alarms without the list. With an empty list it watches none, and a deployment that breaks the application is not rolled back.',
  fix: 'Pass all alarm names in one call of `service.enableDeploymentAlarms([...])`, or remove `deploymentAlarms`. In CloudFormation: AlarmNames and Enable of Alarms.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentAlarms.html',

  subject: 'service',
  *check({ deployment }) {
    const alarms = deployment.get('Alarms');
    const isEnabled = alarms.flag('Enable');
    if (isEnabled.isKnown && alarms.get('AlarmNames').isAbsent) {
      yield { location: alarms.at('AlarmNames'), message: 'Alarms has no AlarmNames, which CloudFormation requires' };
    } else if (isEnabled.is(true) && alarms.list('AlarmNames').isEmpty) {
      yield { location: alarms.at('AlarmNames'), message: 'Alarms is enabled, but AlarmNames is empty: no alarm can stop or roll back a deployment', severity: 'warning' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no property for names': { Service: { DeploymentConfiguration: { Alarms: { Enable: false, Rollback: false } } } },
    'no names': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: [] } } } },
  },
  good: {
    'alarms from a parameter': { Service: { DeploymentConfiguration: { Alarms: { Ref: 'AParameter' } } } },
    'a name': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } } } },
    'disabled alarms': { Service: { DeploymentConfiguration: { Alarms: { Enable: false, Rollback: false, AlarmNames: [] } } } },
    'names from a parameter': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: { Ref: 'AParameter' } } } } },
  },
});
