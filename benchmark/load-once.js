// Runs in a process of its own: node load-once.js
const { cpuTimeOf } = require('./cpu-time');

console.log(JSON.stringify({ milliseconds: cpuTimeOf(() => require('../lib/validation/engine/validate')).milliseconds }));
