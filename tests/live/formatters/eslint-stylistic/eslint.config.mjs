import stylistic from "@stylistic/eslint-plugin";
import sort from "eslint-plugin-simple-import-sort";
import typescript from "typescript-eslint";

// No prettier and no Biome here: new code follows what the files show. What they do not show (a file without an arrow, a
// list that is no object) comes in the usual form; so brackets around parameters and commas at the end are asked for.
// "sort/imports" is left out: it wants a blank line between packages and files, which an import that is added to a file
// with packages alone does not get.
export default typescript.config(
  { ignores: ["**/.next/**", "**/dist/**"] },
  typescript.configs.recommended,
  stylistic.configs.customize({
    arrowParens: true,
    braceStyle: "1tbs",
    commaDangle: "always-multiline",
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
    },
  },
);
