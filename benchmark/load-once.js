// Runs in a separate process: node load-once.js
const { cpuTimeOf } = require('./cpu-time');

console.log(JSON.stringify({ milliseconds: cpuTimeOf(() => require('../lib/validation/engine/validate')).milliseconds }));
