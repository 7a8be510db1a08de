'use strict';

/*
 * Prints the findings of cdk-preflight on templates, as JSON. It runs in a folder that scripts/independent-proof.ts prepares,
 * with a version of aws-cdk-lib that contains its engine.
 */
const { mkdtempSync, readFileSync, rmSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');
const { App, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { Preflight } = require('cdk-preflight');

function findings(templateFile) {
  const outdir = mkdtempSync(join(tmpdir(), 'preflight-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, context: { '@aws-cdk/core:newStyleStackSynthesis': false } });
    Preflight.apply(app, { enforce: false });
    new CfnInclude(new Stack(app, 'Proof'), 'Template', { templateFile });
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')).pluginReports
      .flatMap(({ violations }) => violations)
      .filter(({ ruleName }) => ruleName.startsWith('pf-'))
      .flatMap(({ ruleName, description, violatingConstructs }) => violatingConstructs.map(({ cloudFormationResource }) => (
        { rule: ruleName, template: templateFile, resource: cloudFormationResource?.logicalId ?? '', message: description })));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

console.error = () => {};
process.stdout.write(JSON.stringify(process.argv.slice(2).flatMap(findings)));
