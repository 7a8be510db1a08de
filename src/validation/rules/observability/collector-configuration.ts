import { CONFIGURATION_VARIABLES, ConfigurationVariable, isNoMap } from '../../../facts/collectors';
import type { Container } from '../../model/entities/container';
import type { Node } from '../../model/evaluation/node';
import type { Location } from '../../model/evaluation/resource';
import { defineRule } from '../rule';

/** So many characters of the value are printed. */
const SHOWN = 40;

const PARAMETER = 'AWS::SSM::Parameter';

const OTEL = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3';
const collector = (more: object) => ({ Task: { ContainerDefinitions: { 1: { Name: 'otel', Image: OTEL, ...more } } } });
const agent = (more: object) => ({ Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/agent', ContainerDefinitions: { 1: { Name: 'agent', Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300', ...more } } } });

export default defineRule({
  title: 'The configuration variable of a collector contains the configuration',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'The collector parses the value of the variable and does not read a parameter or file of that name. It fails with "cannot unmarshal !!str into map[string]interface {}" and exits, and ECS stops the task if the container is essential.',
  fix: 'Set the variable in `secrets` with Secret.fromSsmParameter() or SecretSource.parameterStore(), so that ECS reads the parameter, or set the whole configuration in `environment`. In CloudFormation: Secrets or Environment of the container.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights-Prometheus-Setup-configure-ECS.html',

  subject: 'taskDefinition',
  *check({ containers }) {
    for (const container of containers) {
      for (const { variable, place, location, related } of configurationsOf(container)) {
        const text = nameAt(place) ?? (place.asText.satisfies(each => isNoMap(each, variable.format)) ? shortened(place.asText.known ?? '') : undefined);
        if (text === undefined) { continue; }
        yield {
          location,
          related,
          message: `${variable.name} of ${container.label} is ${text}, which is no ${variable.format} map; set the configuration itself, or use secrets to read it from a parameter`,
          ...container.essential.is(true) && container.node.list('Command').isEmpty ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'the name of a parameter': collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'otel-collector-config' }] }),
    'the ARN of a parameter': collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'arn:aws:ssm:eu-west-1:111122223333:parameter/otel' }] }),
    'the name of a parameter for the CloudWatch agent': agent({ Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: 'ecs-cwagent' }] }),
    'YAML for the CloudWatch agent': agent({ Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: 'logs:\n  metrics_collected: {}' }] }),
    'a parameter with the name of another one': {
      Task: { ContainerDefinitions: { 1: { Name: 'otel', Image: OTEL, Secrets: [{ Name: 'AOT_CONFIG_CONTENT', ValueFrom: { Ref: 'Configuration' } }] } } },
      Configuration: { Type: PARAMETER, Properties: { Type: 'String', Value: 'otel-collector-config' } },
    },
    'the name of a parameter in the app': {
      ...collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: { Ref: 'Configuration' } }] }),
      Configuration: { Type: PARAMETER, Properties: { Type: 'String', Value: 'receivers: {}' } },
    },
    'a container that is not essential': collector({ Essential: false, Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'otel-collector-config' }] }),
    'another configuration in the command': collector({ Command: ['--config=/etc/ecs/ecs-xray.yaml'], Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'otel-collector-config' }] }),
  },
  good: {
    'a configuration': collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'receivers:\n  otlp:\n' }] }),
    'a configuration as JSON': collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: '{"receivers":{"otlp":{}}}' }] }),
    'a configuration of the CloudWatch agent': agent({ Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: '{"logs":{}}' }] }),
    'an empty value': agent({ Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: '' }] }),
    'a parameter outside the app': collector({ Secrets: [{ Name: 'AOT_CONFIG_CONTENT', ValueFrom: 'otel-collector-config' }] }),
    'a value from a parameter of the template': collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: { Ref: 'Configuration' } }] }),
    'the name of another resource': {
      ...collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: { Ref: 'Configuration' } }] }),
      Configuration: { Type: 'Custom::Configuration', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:configuration' } },
    },
    'the value of a parameter in the app': {
      ...collector({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: { 'Fn::GetAtt': ['Configuration', 'Value'] } }] }),
      Configuration: { Type: PARAMETER, Properties: { Type: 'String', Value: 'receivers: {}' } },
    },
    'another variable': collector({ Environment: [{ Name: 'AOT_MODE', Value: 'otel-collector-config' }] }),
    'another image': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: 'otel-collector-config' }] } } } },
  },
});

interface Configuration {
  readonly variable: ConfigurationVariable;
  /** The place of the text. */
  readonly place: Node;
  readonly location: Location;
  readonly related: readonly Location[];
}

function configurationsOf({ node, environment, secrets }: Container): readonly Configuration[] {
  const variables = CONFIGURATION_VARIABLES.filter(({ image }) => node.text('Image').satisfies(name => image.test(name)));
  return variables.flatMap(variable => [
    ...environment.map(each => ({ variable, name: each.text('Name'), place: each.get('Value'), location: node.at('Environment'), related: [] })),
    ...secrets.flatMap(({ name, value, node: { location } }) => {
      const parameter = value?.resource;
      return parameter?.type === PARAMETER ? [{ variable, name, place: parameter.properties.get('Value'), location, related: [parameter.at('Value')] }] : [];
    }),
  ].filter(({ name }) => name.is(variable.name)));
}

/** The name of a parameter of the app, to which `Ref` refers. */
function nameAt({ asAttribute: target }: Node): string | undefined {
  return target?.attribute === 'Ref' && target.resource.type === PARAMETER ? `the name of parameter ${target.resource.logicalId}` : undefined;
}

function shortened(text: string): string { return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text); }
