// Runs in a process of its own: node slow-input-once.js <file of sources>
const { readFileSync } = require('node:fs');
const { cpuTimeOf } = require('./cpu-time');
const { validate } = require('../lib/validation/engine/validate');

const sources = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { milliseconds, result: findings } = cpuTimeOf(() => validate(sources));
console.log(JSON.stringify({ milliseconds, findings: findings.length }));
