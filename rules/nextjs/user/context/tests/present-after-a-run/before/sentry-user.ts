export function setSentryUser(account: unknown) {
  return account;
}
