function config(phase) {
  return { compress: phase === "phase-export" };
}

module.exports = config;
