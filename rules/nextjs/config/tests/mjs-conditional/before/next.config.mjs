const config = { compress: false };
const plain = {};

export default process.env.PLAIN ? plain : config;
