export default {
  printWidth: 120,
  tabWidth: 4,
  trailingComma: "es5",
  jsxSingleQuote: true,
  quoteProps: "consistent",
  bracketSameLine: true,
};
