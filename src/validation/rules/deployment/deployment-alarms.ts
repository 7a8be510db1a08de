import { defineRule } from '../rule';

export default defineRule({
  title: 'Deployment alarms that are enabled have names',
  severity: 'warning',
  outcome: 'ignored',
  why: 'ECS watches the alarms in AlarmNames during a deployment. With an empty list it watches none, and a deployment that breaks the application is not rolled back.',
  fix: 'Pass all alarm names in one call of `service.enableDeploymentAlarms([...])`, or remove `deploymentAlarms`. In CloudFormation: AlarmNames and Enable of Alarms.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentAlarms.html',

  subject: 'service',
  *check({ deployment }) {
    const alarms = deployment.get('Alarms');
    if (alarms.flag('Enable').is(true) && alarms.list('AlarmNames').isEmpty) {
      yield { location: alarms.at('AlarmNames'), message: 'Alarms is enabled, but AlarmNames is empty: no alarm can stop or roll back a deployment' };
    }
  },

  scene: 'a Fargate service',
  bad: { 'no names': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: [] } } } } },
  good: {
    'a name': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } } } },
    'disabled alarms': { Service: { DeploymentConfiguration: { Alarms: { Enable: false, Rollback: false, AlarmNames: [] } } } },
    'names from a parameter': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: { Ref: 'AParameter' } } } } },
  },
});
