import { defineRule } from '../rule';

const LOGGING = ['DEFAULT', 'OVERRIDE', 'NONE'];
const DESTINATIONS = ['CloudWatchLogGroupName', 'S3BucketName'];

export default defineRule({
  title: 'ECS Exec logging is OVERRIDE if, and only if, a log configuration is set',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS accepts a LogConfiguration only with Logging OVERRIDE, and OVERRIDE only with a LogConfiguration.',
  fix: 'Set `executeCommandConfiguration.logging` to ExecuteCommandLogging.OVERRIDE together with `logConfiguration`, or remove both; `execAudit: {}` of EcsCluster sets both. In CloudFormation: Logging and LogConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html',

  subject: 'cluster',
  *check({ node }) {
    const configuration = node.get('Configuration').get('ExecuteCommandConfiguration');
    const logging = configuration.text('Logging');
    const log = configuration.get('LogConfiguration');
    if (logging.isNoneOf(LOGGING)) {
      yield { location: configuration.at('Logging'), message: `Logging is ${logging}; ECS accepts ${LOGGING.join(', ')}` };
    }
    if (logging.is('OVERRIDE') && DESTINATIONS.every(key => log.get(key).isAbsent)) {
      const severity = log.isAbsent ? {} : { severity: 'warning' as const };
      yield { location: log.location, message: 'Logging is OVERRIDE, but LogConfiguration has no log group or bucket', ...severity };
    }
    if (logging.isOneOf(['DEFAULT', 'NONE']) && DESTINATIONS.some(key => log.get(key).isFilled)) {
      yield { location: log.location, message: `LogConfiguration is set, but Logging is ${logging}; set Logging to OVERRIDE` };
    }
  },

  scene: 'a Fargate service with ECS Exec',
  bad: {
    'no log configuration': executing({ LogConfiguration: undefined }),
    'an empty log configuration': executing({ LogConfiguration: { CloudWatchLogGroupName: undefined } }),
    'another spelling': executing({ Logging: 'override' }),
    'a log group with DEFAULT': executing({ Logging: 'DEFAULT' }),
  },
  good: {
    'neither': executing({ Logging: undefined, LogConfiguration: undefined }),
    'the default': executing({ Logging: 'DEFAULT', LogConfiguration: undefined }),
    'a log group from a parameter': executing({ LogConfiguration: { CloudWatchLogGroupName: { Ref: 'LogGroupName' } } }),
  },
});

function executing(configuration: object): { readonly Cluster: object } {
  return { Cluster: { Configuration: { ExecuteCommandConfiguration: configuration } } };
}
