import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Capacity, ContainerService, ContainerServiceProps, EcsCluster, EcsValidator, Exposure, Profile } from '../../src';
import { RULES } from '../../src/validation/rules/registry.generated';

const page = readFileSync(join(__dirname, '../../docs/guides/posture.md'), 'utf8');
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666';

/** The rows of a table of the guide. */
function rowsOf(name: string): readonly (readonly string[])[] {
  const [, table = ''] = new RegExp(`<!-- ${name}:start -->\\n([\\s\\S]*?)\\n<!-- ${name}:end -->`).exec(page) ?? [];
  return table.split('\n').slice(2).map(line => line.slice(1, -1).split('|').map(cell => cell.trim()));
}

const idsIn = (text: string) => [...text.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, id]) => id);
const checks = rowsOf('checks');

test('the table of checks contains rules that exist', () => {
  const ids = new Set(RULES.map(({ id }) => id));
  expect(checks.length).toBeGreaterThan(30);
  expect(checks.flatMap(([, rule]) => idsIn(rule)).filter(id => !ids.has(id))).toEqual([]);
});

test('the table of checks contains every posture rule', () => {
  const listed = new Set(checks.flatMap(([, rule]) => idsIn(rule)));
  expect(RULES.filter(({ id, domain }) => domain === 'posture' && !listed.has(id)).map(({ id }) => id)).toEqual([]);
});

test('each row without a rule has a reason', () => {
  expect(checks.filter(([, rule]) => idsIn(rule).length === 0 && !/^none: ./.test(rule))).toEqual([]);
});

const PUBLIC: Partial<ContainerServiceProps> = { exposure: Exposure.publicAlb({ insecureHttp: true }) };
const SECURED: Partial<ContainerServiceProps> = { user: '1000:1000', readonlyRootFilesystem: true };
const WITH_EXEC: Partial<ContainerServiceProps> = { user: '1000:1000', enableExecuteCommand: true };

/** The posture rules that report a cluster with a service on Fargate and one on instances. */
function postureOf(profile: Profile, props: Partial<ContainerServiceProps>): readonly string[] {
  const app = new App();
  new EcsValidator(app, { posture: true });
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const cluster = new EcsCluster(stack, 'Cluster', { profile });
  const group = cluster.addInstances('Group', { maxInstances: 4, instanceTypes: [new ec2.InstanceType('m7i.large')] });
  const secure = Exposure.publicAlb({
    certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
    accessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'company-access-logs'),
  });
  for (const [id, capacity] of [['OnFargate', Capacity.fargate()], ['OnInstances', Capacity.instances(group)]] as const) {
    new ContainerService(stack, id, {
      cluster, capacity, image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'), containerPort: 8080, exposure: secure, ...props,
    });
  }
  return [...new Set(EcsValidator.findings(app).map(({ ruleId }) => ruleId))].sort();
}

describe('the constructs', () => {
  const findings = rowsOf('findings');
  const listed = (column: number) => findings.filter(row => row[column] !== '' && row[column] !== 'refused').flatMap(([rule]) => idsIn(rule)).sort();

  test('have the findings of the guide in the standard profile', () => {
    const found = [{}, SECURED, WITH_EXEC, PUBLIC].flatMap(props => postureOf(Profile.standard(), props));
    expect([...new Set(found)].sort()).toEqual(listed(1));
  });

  test('have the findings of the guide in the regulated profile', () => {
    const found = [{}, WITH_EXEC].flatMap(props => postureOf(Profile.regulated(), props));
    expect([...new Set(found)].sort()).toEqual(listed(2));
  });

  test.each([['standard', Profile.standard()], ['regulated', Profile.regulated()]])('have no findings with a user and a read-only root file system: %s', (_, profile) => {
    expect(postureOf(profile, SECURED)).toEqual([]);
  });
});
