import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CloudFormationValidatePlugin } from 'aws-cdk-lib';

let plugin: CloudFormationValidatePlugin | undefined;

/** The findings of CloudFormation Validate of the CDK for resources: rule and message. */
export function saidByCdk(resources: object): string[] {
  plugin ??= new CloudFormationValidatePlugin();
  const folder = mkdtempSync(join(tmpdir(), 'validate-'));
  try {
    const templatePath = join(folder, 'template.json');
    writeFileSync(templatePath, JSON.stringify({ Resources: resources }));
    const { violations } = plugin.validate({
      appConstruct: new App(), accountId: undefined, region: undefined, templatePaths: [templatePath], stackTemplates: [{ templatePath, stackConstructPath: 'Stack' }],
    });
    return violations.map(({ ruleName, description }) => `${ruleName} ${description}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
