import { withMonitoring } from "./build/monitoring.mjs";

export default withMonitoring({});
