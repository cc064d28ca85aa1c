export default {
  pageExtensions: ["page.tsx", 'mdx'],
};
