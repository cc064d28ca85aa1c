const base = ["tsx"];
export default { pageExtensions: [...base, "mdx"] };
