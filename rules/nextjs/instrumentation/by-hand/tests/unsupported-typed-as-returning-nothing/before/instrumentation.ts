export function register(): void {
  console.log("open");
}
