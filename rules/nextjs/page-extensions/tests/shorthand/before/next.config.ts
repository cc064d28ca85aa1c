const pageExtensions = ["tsx"];
export default { pageExtensions };
