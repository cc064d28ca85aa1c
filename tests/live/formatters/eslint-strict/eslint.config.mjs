import js from "@eslint/js";
import stylistic from "@stylistic/eslint-plugin";
import imports from "eslint-plugin-import";
import typescript from "typescript-eslint";

// What prettier has no say in.
export default typescript.config(
  { ignores: ["**/.next/**", "**/dist/**"] },
  js.configs.recommended,
  typescript.configs.strict,
  typescript.configs.stylistic,
  imports.flatConfigs.recommended,
  {
    plugins: { "@stylistic": stylistic },
    rules: {
      "@stylistic/padding-line-between-statements": [
        "error",
        { blankLine: "always", prev: "import", next: "*" },
        { blankLine: "any", prev: "import", next: "import" },
      ],
      "@stylistic/spaced-comment": "error",
      "curly": ["error", "multi-line"],
      "dot-notation": "error",
      "eqeqeq": "error",
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "import/first": "error",
      "import/newline-after-import": "error",
      "import/no-named-as-default-member": "off",
      "import/no-unresolved": "off",
      "import/order": [
        "error",
        {
          alphabetize: { order: "asc" },
          groups: ["builtin", "external", "internal", "parent", "sibling", "index"],
          pathGroups: [{ group: "internal", pattern: "@/**" }],
        },
      ],
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false }],
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
);
