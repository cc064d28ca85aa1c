import stylistic from "@stylistic/eslint-plugin";
import sort from "eslint-plugin-simple-import-sort";
import typescript from "typescript-eslint";

export default typescript.config(
  { ignores: ["**/.next/**", "**/dist/**"] },
  typescript.configs.recommended,
  { files: ["**/*.{js,cjs}"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  stylistic.configs.customize({
    arrowParens: false,
    braceStyle: "1tbs",
    commaDangle: "never",
    indent: 4,
    jsx: true,
    quotes: "single",
    semi: false,
  }),
  {
    plugins: { sort },
    rules: {
      "@stylistic/max-len": ["error", { code: 100, ignoreStrings: true }],
      "@stylistic/object-curly-spacing": ["error", "never"],
      // As prettier breaks what is assigned, and separates the members of a type.
      "@stylistic/operator-linebreak": ["error", "before", { overrides: { "=": "after" } }],
      "@stylistic/member-delimiter-style": "off",
      "sort/exports": "error",
      "sort/imports": "error",
    },
  },
);
