export default function () {
  return { compress: false };
}
