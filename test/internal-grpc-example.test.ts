import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { nagAcknowledgements, nagFindings } from './support/nag';
import { QuotesStack } from '../examples/internal-grpc/quotes-stack';

const CERTIFICATE_ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666';

function example(): QuotesStack {
  return new QuotesStack(new App(), 'Quotes', { env: { region: 'eu-west-1' }, certificateArn: CERTIFICATE_ARN });
}

test('the client connects to the server by its private name over TLS', () => {
  Template.fromStack(example()).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ Environment: [{ Name: 'QUOTES_URL', Value: 'https://quotes.internal.example.com' }] })],
  });
});

test('the health service of the server determines the health of a task', () => {
  Template.fromStack(example()).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
    ProtocolVersion: 'GRPC', HealthCheckPath: '/grpc.health.v1.Health/Check', Matcher: { GrpcCode: '0' },
  });
});

test('only the client can connect to the load balancer', () => {
  const ingress = Object.values(Template.fromStack(example()).findResources('AWS::EC2::SecurityGroupIngress', { Properties: { FromPort: 443 } }));
  expect(ingress).toEqual([expect.objectContaining({ Properties: expect.objectContaining({ Description: 'The client of the quotes' }) as unknown })]);
});

test('cdk-nag reports nothing apart from acknowledged findings, and the guide lists these', () => {
  const stack = example();
  expect(nagFindings(stack.node.root as App, [AwsSolutionsChecks])).toEqual([]);
  const acknowledged = nagAcknowledgements(stack.node.root as App);
  expect(acknowledged).toEqual(['AwsSolutions-ECS2 at Quotes/Client/TaskDef', 'AwsSolutions-S1 at Quotes/Server/AccessLogs']);
  const guide = readFileSync(join(__dirname, '../docs/guides/load-balancing.md'), 'utf8');
  expect(acknowledged.map(line => line.split(' ')[0]).filter(rule => !guide.includes(`\`${rule}\``))).toEqual([]);
});
