async function build() {
  return { compress: false };
}

module.exports = build();
