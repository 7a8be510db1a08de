// Runs in a separate process: node slow-input-once.js <file of sources>
const { readFileSync } = require('node:fs');
const { cpuTimeOf } = require('./cpu-time');
const { validate } = require('../lib/validation/engine/validate');

/** The first runs include the time in which Node.js compiles the engine on other threads, which does not grow with the input. */
const RUNS = 8;

const sources = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const times = Array.from({ length: RUNS }, () => cpuTimeOf(() => validate(sources)).milliseconds);
console.log(JSON.stringify({ milliseconds: Math.min(...times), first: times[0] }));
