// Runs in a separate process, so that the start of the engine counts: node validate-once.js <shipshape|cloudformation-validate> <folder of templates>
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { cpuTimeOf } = require('./cpu-time');

const [kind, folder] = process.argv.slice(2);
const files = readdirSync(folder).filter(file => file.endsWith('.template.json')).sort().map(file => join(folder, file));

const run = {
  'shipshape': () => {
    const { validate } = require('../lib/validation/engine/validate');
    return validate(files.map(name => ({ name, template: JSON.parse(readFileSync(name, 'utf8')) }))).length;
  },
  'cloudformation-validate': () => {
    const { CloudFormationValidatePlugin } = require('aws-cdk-lib');
    const stackTemplates = files.map(templatePath => ({ templatePath, stackConstructPath: 'Stack' }));
    return new CloudFormationValidatePlugin().validate({ stackTemplates, templatePaths: files }).violations.length;
  },
};

if (kind === 'cloudformation-validate') { require('aws-cdk-lib').CloudFormationValidatePlugin; }
const { milliseconds, result: findings } = cpuTimeOf(run[kind]);
console.log(JSON.stringify({ milliseconds, findings }));
