// Gives an SDK of JavaScript a batch of markers (tests/live/markers.py) by each way it has. Apps of the live tests hold a
// copy of this file; they fail themselves, with what it returns.
export function plant(Sentry, batch) {
  const { texts, fields, nested, pairs, json, numbers, query } = batch;
  Sentry.getClient().getOptions().enableLogs = true;
  Sentry.setUser({ email: texts[0], username: texts[1], ip_address: texts[6] });
  Sentry.setContext("planted", { fields, nested, texts, numbers });
  Sentry.setContext("json", { json });
  // Each text goes one of these ways, and another one with another seed.
  texts.forEach((text, number) => {
    const ways = [
      () => Sentry.addBreadcrumb({ message: text, category: "planted", data: { text } }),
      () => Sentry.logger.info(text, { text }),
      () => Sentry.logger.warn(Sentry.logger.fmt`planted ${text}`),
      () => Sentry.setTag(`text.${number}`, text),
      () => Sentry.startSpan({ name: text, attributes: { text, "url.full": `http://x/u?${query}` } }, () => {}),
      () => Sentry.metrics.count("planted", 1, { attributes: { text } }),
      () => console.info(text, fields),
    ];
    ways[number % ways.length]();
  });
  Sentry.addBreadcrumb({ message: "data", data: { fields, nested, json } });
  Sentry.setExtra("pairs", pairs);
  Sentry.setExtra("fields", fields);
  for (const [key, value] of Object.entries(fields)) Sentry.setTag(key, value);
  Sentry.logger.warn("fields", fields);
  Sentry.metrics.count("planted", 1, { attributes: fields });
  Sentry.startSpan({ name: "fields", attributes: fields }, () => {});
  const scope = Sentry.getCurrentScope();
  scope.clearAttachments();
  scope.addAttachment({ filename: `${texts[0]}.txt`, data: texts.join("\n") });
  scope.addAttachment({ filename: "picture.png", data: new TextEncoder().encode(texts[1]) });
  Sentry.captureMessage(`seen ${texts[2]}`);
  return Object.assign(new Error(`${texts.join(" ")} ${JSON.stringify(pairs)}`, { cause: new Error(json) }), { fields });
}
