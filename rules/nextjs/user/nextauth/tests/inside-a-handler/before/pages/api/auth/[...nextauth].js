import NextAuth from "next-auth";

export default (request, response) => NextAuth(request, response, { providers: [] });
