export async function onRequestError(err, req, ctx) {
  console.error(err)
}
