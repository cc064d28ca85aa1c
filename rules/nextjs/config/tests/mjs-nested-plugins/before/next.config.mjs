import withA from "./a.mjs";
import withB from "./b.mjs";

const config = { compress: false };

export default withA({ enabled: true })(withB(config));
