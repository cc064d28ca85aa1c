// Moved to instrumentation-client.
export {};
