export const note = "Monitoring lives elsewhere.";
