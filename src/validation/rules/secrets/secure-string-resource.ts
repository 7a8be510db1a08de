import { defineRule } from '../rule';

const parameter = (Type: unknown) => ({ Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/web/log-level', Type, Value: 'info' } } });

export default defineRule({
  title: 'A secure parameter is not made by CloudFormation',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation makes parameters of the types String and StringList alone, and refuses the template.',
  fix: 'Make the parameter outside of the template and refer to it by its name, or keep the value in a secret of Secrets Manager.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html',

  subject: 'application',
  *check(application) {
    const withTasks = new Set(application.taskDefinitions.map(({ resource }) => resource.template));
    for (const { template, properties, logicalId } of application.ofType('AWS::SSM::Parameter')) {
      if (withTasks.has(template) && properties.text('Type').is('SecureString')) {
        yield { location: properties.at('Type'), message: `parameter ${logicalId} is of type SecureString, which CloudFormation does not make` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: { 'a secure string': parameter('SecureString') },
  good: { 'a plain one': parameter('String'), 'a type that is known at deployment': parameter({ Ref: 'ParameterType' }) },
});
