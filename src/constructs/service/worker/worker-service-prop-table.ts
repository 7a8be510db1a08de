import { WorkerServiceProps } from './worker-service-props';
import { CONTAINER_SERVICE_PROPS } from '../container-service-prop-table';

type Prop = keyof WorkerServiceProps & string;

/** The props of a ContainerService that are about load balancers. */
const OF_TRAFFIC: readonly string[] = ['exposure', 'healthCheckGracePeriod'];

const SERVICE = Object.fromEntries(Object.entries(CONTAINER_SERVICE_PROPS['AWS::ECS::Service']).filter(([, prop]) => !OF_TRAFFIC.includes(prop)));

/** The props of a WorkerService that set a property, by resource type and property path. A finding about the property names the prop. */
export const WORKER_SERVICE_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::ECS::Service': { ...SERVICE as Readonly<Record<string, Prop>>, DesiredCount: 'maxTasks' },
  'AWS::ECS::TaskDefinition': CONTAINER_SERVICE_PROPS['AWS::ECS::TaskDefinition'] as Readonly<Record<string, Prop>>,
  'AWS::SQS::Queue': {
    VisibilityTimeout: 'visibilityTimeout',
    MessageRetentionPeriod: 'retentionPeriod',
    RedrivePolicy: 'maxReceiveCount',
    KmsMasterKeyId: 'encryptionKey',
    FifoQueue: 'fifo',
    ContentBasedDeduplication: 'contentBasedDeduplication',
    QueueName: 'queueName',
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': { MinCapacity: 'minTasks', MaxCapacity: 'maxTasks' },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    'TargetTrackingScalingPolicyConfiguration.TargetValue': 'latencyGoal',
    'TargetTrackingScalingPolicyConfiguration.ScaleInCooldown': 'scaleInCooldown',
    'TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown': 'scaleOutCooldown',
  },
};
