/** The result of a function and its processor time. Unlike elapsed time, it does not depend on other processes. */
exports.cpuTimeOf = run => {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
};
