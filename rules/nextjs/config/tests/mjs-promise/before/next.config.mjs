async function build() {
  return { compress: false };
}

export default build();
