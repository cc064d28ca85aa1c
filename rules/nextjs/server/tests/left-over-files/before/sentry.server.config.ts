// Monitoring was taken out.
export {};
