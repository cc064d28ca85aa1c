export const options = {
  tunnelRoute: process.env.TUNNEL,
};
