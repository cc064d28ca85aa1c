export default { pageExtensions: extensions() };
function extensions() {
  return ["tsx"];
}
