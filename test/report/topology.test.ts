import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Assembly } from '../../src/report/assembly';
import { describeTopology } from '../../src/report/topology';
import { applyChange, Change } from '../../src/validation/scenes/scenes';

const folders: string[] = [];
afterAll(() => { folders.forEach(folder => rmSync(folder, { recursive: true })); });

/** A cloud assembly with one stack, as `cdk synth` writes it. */
function assemblyOf(Resources: object): Assembly {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  folders.push(folder);
  const write = (file: string, content: object) => { writeFileSync(join(folder, file), JSON.stringify(content)); };
  write('manifest.json', {
    artifacts: {
      Shop: { type: 'aws:cloudformation:stack', displayName: 'prod/Shop', properties: { templateFile: 'shop.json' } },
      Tree: { type: 'cdk:tree', properties: {} },
    },
  });
  write('shop.json', { Resources });
  write('validation-report.json', {
    pluginReports: [
      { pluginName: 'EcsShipshape', violations: [{ ruleName: 'one', severity: 'error' }] },
      { pluginName: 'EcsShipshape', violations: [{ ruleName: 'two', severity: 'warning' }] },
      { pluginName: 'Other', violations: [{ ruleName: 'three', severity: 'error' }] },
    ],
  });
  return new Assembly(folder);
}

const topologyWith = (change: Change = {}) => describeTopology(assemblyOf(applyChange('a Fargate service behind a load balancer', change)));

test('the topology lists stacks, and the size, capacity, containers and traffic of each service', () => {
  expect(topologyWith()).toMatchInlineSnapshot(`
"Stack prod/Shop: 15 resources

Service Service
  tasks       2, each 0.5 vCPU and 1 GiB
  run on      FARGATE
  containers  web: public.ecr.aws/nginx/nginx:1.27
  traffic     the internet → HTTPS 443 of Balancer → web:80"
`);
});

test('a scalable target gives the number of tasks', () => {
  expect(describeTopology(assemblyOf(applyChange('an auto scaled Fargate service', {})))).toMatch(/tasks +\d+ to \d+, each/);
});

test('secrets are listed with their store and name', () => {
  const secrets = [
    { Name: 'TOKEN', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf:key::' },
    { Name: 'FLAG', ValueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/flag' },
    { Name: 'NAME', ValueFrom: 'plain' },
    { Name: 'LATE', ValueFrom: { Ref: 'AParameter' } },
  ];
  const text = topologyWith({ Task: { ContainerDefinitions: { 0: { Secrets: secrets } } } });
  expect(text.split('\n').filter(line => / of .*: (Secrets|Parameter|decided)/.test(line)).map(line => line.replace(/^ +(secrets)? +/, ''))).toEqual([
    'TOKEN of web: Secrets Manager, token-AbCdEf, JSON key key',
    'FLAG of web: Parameter Store, /flag',
    'NAME of web: Parameter Store, plain',
    'LATE of web: decided at deployment',
  ]);
});

describe('an assembly', () => {
  const assembly = assemblyOf({ Named: { Type: 'A::B::C', Metadata: { 'aws:cdk:path': 'Shop/Api/Service/Service/Resource' } }, Plain: { Type: 'A::B::C' } });

  test('has the stacks of the manifest under their display names', () => {
    expect(assembly.stacks.map(({ name }) => name)).toEqual(['prod/Shop']);
  });

  test('has the findings of one validator', () => {
    expect(assembly.findings('EcsShipshape').map(({ ruleName }) => ruleName)).toEqual(['one', 'two']);
  });

  test('names a resource by its construct path, or by its logical id', () => {
    expect(assembly.application.resources.map(resource => assembly.pathOf(resource))).toEqual(['Shop/Api', 'Plain']);
  });
});
