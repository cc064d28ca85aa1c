// The scrubber of an app with `privacy = "strict"`: `node strict.mjs FILE`.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const { scrubEvent, scrubBreadcrumb, scrubSessions } = await import(pathToFileURL(process.argv[2]));
const bare = "Wendeline Quisp"; // neither a key nor a shape
const frames = [{ function: "order", vars: { customer: bare } }];
const event = scrubEvent({
  extra: { customer: bare },
  breadcrumbs: [{ category: "query", message: bare, data: { of: bare } }],
  request: { url: "https://shop.example/orders", query_string: `of=${bare}`, data: bare },
  exception: { values: [{ value: "the order was not paid", stacktrace: { frames } }] },
});
assert.ok(!JSON.stringify(event).includes(bare), JSON.stringify(event));
assert.equal(event.exception.values[0].value, "the order was not paid");
assert.deepEqual(event.exception.values[0].stacktrace.frames, [{ function: "order" }]);
assert.deepEqual(event.breadcrumbs, [{ category: "query" }]);
assert.deepEqual(event.request, { url: "https://shop.example/orders" });
assert.deepEqual(scrubBreadcrumb({ category: "query", message: bare }), { category: "query" });

// A session keeps an id, and neither a name nor an address.
const kept = (did) => {
  const session = { did, ipAddress: "203.0.113.77" };
  scrubSessions.setup({ on: (_hook, run) => run(session) });
  return session;
};
assert.deepEqual(kept("4711"), { did: "4711" });
assert.deepEqual(kept("a1b2c3d4e5f60718a1b2"), { did: "a1b2c3d4e5f60718a1b2" });
for (const did of ["ada@example.org", bare, "ada", undefined]) assert.equal("did" in kept(did), false);
console.log("strict: passed");
