import { defineRule } from '../rule';

const LOGGING = ['DEFAULT', 'OVERRIDE', 'NONE'];
const DESTINATIONS = ['CloudWatchLogGroupName', 'S3BucketName'];

export default defineRule({
  title: 'A cluster that has sessions of ECS Exec logged says where to, and the other way round',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS takes a LogConfiguration with Logging OVERRIDE only, and OVERRIDE with a LogConfiguration only.',
  fix: 'Set Logging to OVERRIDE and name a log group or a bucket in LogConfiguration, or leave both out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html',

  subject: 'cluster',
  *check({ node }) {
    const configuration = node.get('Configuration').get('ExecuteCommandConfiguration');
    const logging = configuration.text('Logging');
    const log = configuration.get('LogConfiguration');
    if (logging.isNoneOf(LOGGING)) {
      yield { location: configuration.at('Logging'), message: `Logging is ${logging}, which has to be ${LOGGING.join(', ')}` };
    }
    if (logging.is('OVERRIDE') && DESTINATIONS.every(key => log.get(key).isAbsent)) {
      const severity = log.isAbsent ? {} : { severity: 'warning' as const };
      yield { location: log.location, message: 'Logging is OVERRIDE, but no log group or bucket is named for the sessions', ...severity };
    }
    if (logging.isOneOf(['DEFAULT', 'NONE']) && DESTINATIONS.some(key => log.get(key).isFilled)) {
      yield { location: log.location, message: `a LogConfiguration is given, but Logging is ${logging}` };
    }
  },

  scene: 'a Fargate service that people may log in to',
  bad: {
    'no place to log to': executing({ LogConfiguration: undefined }),
    'an empty place to log to': executing({ LogConfiguration: { CloudWatchLogGroupName: undefined } }),
    'another spelling': executing({ Logging: 'override' }),
    'a place beside the default': executing({ Logging: 'DEFAULT' }),
  },
  good: {
    'neither': executing({ Logging: undefined, LogConfiguration: undefined }),
    'the default, said aloud': executing({ Logging: 'DEFAULT', LogConfiguration: undefined }),
    'a log group of a parameter': executing({ LogConfiguration: { CloudWatchLogGroupName: { Ref: 'LogGroupName' } } }),
  },
});

function executing(configuration: object): { readonly Cluster: object } {
  return { Cluster: { Configuration: { ExecuteCommandConfiguration: configuration } } };
}
