export default { slug: 'a', plugins: plugins() };
