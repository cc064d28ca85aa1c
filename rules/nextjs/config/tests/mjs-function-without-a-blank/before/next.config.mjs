export default async function() {
  return { compress: false };
}
