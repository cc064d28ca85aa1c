module.exports = {
  use: ['intro'],
  work: ['setup'],
};
