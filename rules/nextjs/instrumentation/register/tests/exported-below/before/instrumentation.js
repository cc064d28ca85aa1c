async function register() {
  await import("./ovens")
}

export { register }
