export default { expo: { slug: 'a' } };
