const { default: headers } = await import("./headers.mjs");

export default { headers };
