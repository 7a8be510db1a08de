import { defineRule } from '../rule';

const parameter = (Type: unknown) => ({ Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/web/log-level', Type, Value: 'info' } } });

export default defineRule({
  title: 'SecureString parameters are not created with CloudFormation',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation creates only parameters of type String and StringList, and refuses the template.',
  fix: 'Use a `secretsmanager.Secret`, or create the parameter outside CloudFormation and import it with `ssm.StringParameter.fromSecureStringParameterAttributes()`.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html',

  subject: 'application',
  *check(application) {
    const withTasks = new Set(application.taskDefinitions.map(({ resource }) => resource.template));
    for (const { template, properties, logicalId } of application.ofType('AWS::SSM::Parameter')) {
      if (withTasks.has(template) && properties.text('Type').is('SecureString')) {
        yield { location: properties.at('Type'), message: `parameter ${logicalId} has Type SecureString, which CloudFormation cannot create; use a Secrets Manager secret` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: { 'a secure string': parameter('SecureString') },
  good: {
    'a plain parameter': parameter('String'),
    'a type from a parameter': parameter({ Ref: 'ParameterType' }),
    'a stack without task definitions': { Task: undefined, Service: undefined, ...parameter('SecureString') },
  },
});
