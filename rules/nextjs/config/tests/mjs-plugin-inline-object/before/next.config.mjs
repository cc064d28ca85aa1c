import withMDX from './plugin.mjs';

const nextConfig = 'taken';

export default withMDX({
  env: { NAME: nextConfig },
});
