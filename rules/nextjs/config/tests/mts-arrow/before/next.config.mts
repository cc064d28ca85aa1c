export default (phase: string) => ({
  poweredByHeader: phase.endsWith("server"),
});
