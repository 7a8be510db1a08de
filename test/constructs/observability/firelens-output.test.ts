import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { ContainerService, ContainerServiceProps, EcsValidator } from '../../../src';
import { IMAGE, makeService } from '../../support/container-service';

const ENV = { account: '111122223333', region: 'eu-west-1' };

type Options = Record<string, string>;

const logging = (options: Options) => ecs.LogDrivers.firelens({ options });

function stackWith(options: Options, use: (service: ContainerService) => void = () => {}, props: Partial<ContainerServiceProps> = {}): Stack {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  use(makeService(stack, { logging: logging(options), ...props }));
  return stack;
}

/** Actions and resources of the task role, with the partition filled in. */
function granted(stack: Stack): { actions: string[]; resources: string[] }[] {
  return Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(([id]) => /TaskRole/.test(id))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[])
    .map(({ Action, Resource }) => ({ actions: [Action].flat(), resources: [Resource].flat().map(textOf) }));
}

function textOf(resource: unknown): string {
  return JSON.stringify(resource).replace(/^\{"Fn::Join":\["",\["|"\]\]\}$/g, '').replace('",{"Ref":"AWS::Partition"},"', 'aws').replace(/^"|"$/g, '');
}

const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'];

test.each<[string, Options, string[], string[]]>([
  ['cloudwatch', { log_group_name: '/shop' }, WRITE, ['arn:aws:logs:eu-west-1:111122223333:log-group:/shop', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop:*']],
  ['cloudwatch_logs', { log_group_name: '/shop' }, WRITE, ['arn:aws:logs:eu-west-1:111122223333:log-group:/shop', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop:*']],
  ['firehose', { delivery_stream: 'shop' }, ['firehose:PutRecordBatch'], ['arn:aws:firehose:eu-west-1:111122223333:deliverystream/shop']],
  ['kinesis_firehose', { delivery_stream: 'shop' }, ['firehose:PutRecordBatch'], ['arn:aws:firehose:eu-west-1:111122223333:deliverystream/shop']],
  ['kinesis', { stream: 'shop' }, ['kinesis:PutRecords'], ['arn:aws:kinesis:eu-west-1:111122223333:stream/shop']],
  ['kinesis_streams', { stream: 'shop' }, ['kinesis:PutRecords'], ['arn:aws:kinesis:eu-west-1:111122223333:stream/shop']],
  ['s3', { bucket: 'shop-logs' }, ['s3:PutObject'], ['arn:aws:s3:::shop-logs/*']],
])('the task role can write to the destination of plugin %s', (Name, options, actions, resources) => {
  expect(granted(stackWith({ Name, ...options }))).toEqual([{ actions, resources }]);
});

test('the task role can write in the Region of the plugin', () => {
  expect(granted(stackWith({ Name: 'kinesis_streams', stream: 'shop', region: 'us-east-1' }))[0]?.resources).toEqual(['arn:aws:kinesis:us-east-1:111122223333:stream/shop']);
});

test('a log group that the plugin creates can be created', () => {
  const [{ actions }] = granted(stackWith({ Name: 'cloudwatch_logs', log_group_name: '/shop', auto_create_group: 'On', log_retention_days: '7' }));
  expect(actions).toEqual([...WRITE, 'logs:CreateLogGroup', 'logs:PutRetentionPolicy']);
});

test('a name with plugin variables allows any name', () => {
  expect(granted(stackWith({ Name: 'firehose', delivery_stream: 'shop-$(ecs_cluster)' }))[0]?.resources).toEqual(['arn:aws:firehose:eu-west-1:111122223333:deliverystream/*']);
});

test('a stream in the app can be a reference', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const stream = firehose.DeliveryStream.fromDeliveryStreamArn(stack, 'Stream', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/shop');
  makeService(stack, { logging: logging({ Name: 'firehose', delivery_stream: stream.deliveryStreamName }) });
  expect(granted(stack)[0]?.resources).toEqual(['arn:aws:firehose:eu-west-1:111122223333:deliverystream/shop']);
});

test('each container gets permissions for its destination', () => {
  const stack = stackWith({ Name: 'firehose', delivery_stream: 'shop' }, service => {
    service.addContainer('proxy', { image: IMAGE, logging: logging({ Name: 's3', bucket: 'proxy-logs' }) });
  });
  expect(granted(stack).map(({ actions }) => actions)).toEqual([['firehose:PutRecordBatch'], ['s3:PutObject']]);
});

test('a log router in the app gets the same permissions', () => {
  const stack = stackWith({ Name: 'kinesis_firehose', delivery_stream: 'shop' }, service => {
    service.taskDefinition.addFirelensLogRouter('router', { image: IMAGE, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
  });
  expect(granted(stack)).toEqual([{ actions: ['firehose:PutRecordBatch'], resources: ['arn:aws:firehose:eu-west-1:111122223333:deliverystream/shop'] }]);
});

test.each<[string, Options]>([
  ['a plugin without AWS permissions', { Name: 'datadog' }],
  ['a plugin that assumes another role', { Name: 'firehose', delivery_stream: 'shop', role_arn: 'arn:aws:iam::444455556666:role/logs' }],
])('%s gets no permissions', (_, options) => {
  expect(granted(stackWith(options))).toEqual([]);
});

test('the validator finds no missing permission', () => {
  const stack = stackWith({ Name: 'cloudwatch_logs', log_group_name: '/shop', region: 'eu-west-1', auto_create_group: 'true' });
  expect(EcsValidator.findings(stack.node.root)).toEqual([]);
});
