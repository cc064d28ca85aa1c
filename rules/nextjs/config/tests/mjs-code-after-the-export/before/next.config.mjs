const config = { compress: false };

export default withPort(config);

function withPort(config) {
  return { ...config, env: { PORT: "3000" } };
}
