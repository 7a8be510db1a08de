import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { nagAcknowledgements, nagFindings } from './support/nag';
import { CatalogueStack } from '../examples/public-and-internal/catalogue-stack';

function example(): CatalogueStack {
  return new CatalogueStack(new App(), 'Catalogue', { env: { region: 'eu-west-1' } });
}

test('the tasks of one service are behind a public and an internal load balancer', () => {
  const template = Template.fromStack(example());
  const schemes = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'))
    .map(({ Properties }) => (Properties as { Scheme: string }).Scheme);
  expect(schemes.sort()).toEqual(['internal', 'internet-facing']);
  template.hasResourceProperties('AWS::ECS::Service', { LoadBalancers: [Match.objectLike({ ContainerPort: 80 }), Match.objectLike({ ContainerPort: 80 })] });
});

test('each load balancer has its own name with a certificate', () => {
  const template = Template.fromStack(example());
  for (const name of ['catalogue.example.com', 'catalogue.inside.example.com']) {
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: name });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: `${name}.`, Type: 'A' });
  }
});

test('the client connects to the service by its internal name', () => {
  Template.fromStack(example()).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ Environment: [{ Name: 'CATALOGUE_URL', Value: 'https://catalogue.inside.example.com' }] })],
  });
});

test('only the client can connect to the internal load balancer', () => {
  const stack = example();
  const groups = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress', { Properties: { FromPort: 443 } }));
  expect(groups).toEqual([expect.objectContaining({ Properties: expect.objectContaining({ Description: 'The prices read the catalogue' }) as unknown })]);
  const open = Object.keys(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup', { Properties: { SecurityGroupIngress: Match.anyValue() } }));
  expect(open).toEqual([expect.stringMatching(/^CatalogueLBSecurityGroup/)]);
});

test('cdk-nag reports nothing apart from acknowledged findings, and the guide lists these', () => {
  const stack = example();
  expect(nagFindings(stack.node.root as App, [AwsSolutionsChecks])).toEqual([]);
  const acknowledged = nagAcknowledgements(stack.node.root as App);
  expect(acknowledged).toEqual([
    'AwsSolutions-EC23 at Catalogue/Catalogue/LB/SecurityGroup',
    'AwsSolutions-ECS2 at Catalogue/Prices/TaskDef',
    'AwsSolutions-S1 at Catalogue/Catalogue/AccessLogs',
    'AwsSolutions-S1 at Catalogue/Catalogue/Inside/AccessLogs',
  ]);
  const guide = readFileSync(join(__dirname, '../docs/guides/load-balancing.md'), 'utf8');
  expect(acknowledged.map(line => line.split(' ')[0]).filter(rule => !guide.includes(`\`${rule}\``))).toEqual([]);
});
