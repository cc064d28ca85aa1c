import NextAuth from "next-auth";
import { withSentryUser } from "../../../sentry.user";

export default (request, response) => NextAuth(request, response, withSentryUser({ providers: [] }));
