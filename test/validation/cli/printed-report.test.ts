import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CdkApp } from '../../support/cdk-app';

const { version } = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/package.json'), 'utf8')) as { version: string };
const KEPT = readFileSync(join(__dirname, 'printed-report.txt'), 'utf8');

/** The printed report, without the findings of the CDK's own validation. */
function printed(): string {
  const cdk = new CdkApp('printed', `
const app = new App();
Validations.of(app).addPlugins(new EcsValidator(app));
const stack = new Stack(app, 'Shop');

const task = new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 4096 });
task.addContainer('web', {
  image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'),
  essential: false,
  portMappings: [{ containerPort: 80 }],
});
task.node.defaultChild.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 8080);
`, { withCdkValidation: true });
  const findings = cdk.synth().output.split('\n\n').filter(finding => !finding.includes('(CloudFormation Validate)'));
  const report = `${findings.join('\n\n').trim()}\n`;
  // to accept the current report, copy this over the stored one
  writeFileSync(join(cdk.folder, 'printed-report.txt'), report);
  return report;
}

test(`the printed report reads as it is kept${version === '2.262.0' ? '' : ', line by line'}`, () => {
  const now = printed();
  if (version === '2.262.0') {
    expect(now).toBe(KEPT);
  } else {
    // other versions of the CDK print different text around our findings
    expect(now.split('\n')).toEqual(expect.arrayContaining(KEPT.split('\n').filter(line => /EcsShipshape|Suggested fix/.test(line))));
  }
});
