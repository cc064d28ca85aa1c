import { withSentry } from "@acme/next-config";

export default withSentry({});
