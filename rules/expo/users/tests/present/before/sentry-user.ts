export function setSentryUser(account: unknown): void {
  console.log(account);
}
