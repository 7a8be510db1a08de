/** What a function returns, and how much processor time it took: other processes do not change it, as they do the time on the clock. */
exports.cpuTimeOf = run => {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
};
