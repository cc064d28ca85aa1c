use super::of;
use crate::files::MemoryFiles;
use crate::lang::{Commas, Conventions, ImportOrder, Indent, Sorted};

fn told(files: &[(&str, &str)], path: &str) -> Conventions {
    of(&MemoryFiles::of(files.iter().copied()), path)
}

#[test]
fn the_nearest_configuration_of_black_ruff_and_isort_counts() {
    let black =
        "[tool.black]\nline-length = 100\nskip-string-normalization = true\n[tool.isort]\nprofile = \"google\"\n";
    let found = told(&[("pyproject.toml", black)], "app/a.py");
    assert_eq!((found.line_limit, found.quote), (Some(100), None));
    let google = ImportOrder {
        line_limit: Some(88),
        one_per_line: true,
        sorted: Sorted::Lines,
        caseless: true,
        typing_together: true,
        ..ImportOrder::default()
    };
    assert_eq!(found.imports, google);
    let ruff = "line-length = 120\nindent-width = 2\n[format]\nquote-style = \"single\"\n[lint.isort]\nlines-after-imports = 2\n";
    let found = told(&[("pyproject.toml", black), ("app/ruff.toml", ruff)], "app/a.py");
    assert_eq!((found.line_limit, found.quote, found.indent), (Some(120), Some('\''), Some(Indent::Spaces(2))));
    assert_eq!(found.imports.lines_after, Some(2));
    let flake8 = "[metadata]\nname = a\n[flake8]\nmax-line-length = 99\n[isort]\nline_length = 99\n";
    let found = told(&[("setup.cfg", flake8)], "a.py");
    assert_eq!((found.line_limit, found.imports.line_limit, found.formatted), (Some(99), Some(99), false));
    assert_eq!(told(&[("README.md", "")], "a.py"), Conventions::default());
}

#[test]
fn prettier_is_read_as_data_as_code_and_beside_an_editor_configuration() {
    let found = told(&[(".prettierrc", "{ \"semi\": false, \"trailingComma\": \"es5\" }")], "src/a.ts");
    assert_eq!((found.semicolons, found.quote), (Some(false), Some('"')));
    assert_eq!(found.trailing_comma, Some(Commas::Elements));
    let code = "export default {\n  printWidth: 100, // wide\n  singleQuote: true,\n  arrowParens: 'avoid',\n};\n";
    let editor = "[*]\nindent_style = space\nindent_size = 4\n\n[*.md]\nindent_size = 8\n";
    let found = told(&[("prettier.config.mjs", code), (".editorconfig", editor)], "src/a.ts");
    assert_eq!((found.line_limit, found.quote), (Some(100), Some('\'')));
    assert_eq!((found.arrow_parens, found.indent), (Some(false), Some(Indent::Spaces(4))));
    for (version, options, commas) in [
        ("3.3.3", "{}", Some(Commas::Always)),
        ("^2.8.0", "{}", Some(Commas::Elements)),
        ("~1.19.1", "{}", Some(Commas::Never)),
        ("latest", "{}", None),
        ("3.3.3", "{ \"trailingComma\": \"none\" }", Some(Commas::Never)),
    ] {
        let package = format!("{{ \"devDependencies\": {{ \"prettier\": \"{version}\" }} }}");
        let found = told(&[(".prettierrc", options), ("package.json", package.as_str())], "src/a.ts");
        assert_eq!(found.trailing_comma, commas, "{version} {options}");
        let spread = "module.exports = { ...require(\"@acme/prettier-config\"), semi: false };\n";
        let found = told(&[("prettier.config.js", spread), ("package.json", package.as_str())], "src/a.ts");
        assert_eq!((found.trailing_comma, found.quote, found.semicolons), (None, None, Some(false)));
    }
    let base = ("base.js", "module.exports = { singleQuote: true, semi: false };\n");
    let spread = "const base = require(\"./base\");\nmodule.exports = { ...base, semi: true, printWidth: 100 };\n";
    let found = told(&[(".prettierrc.js", spread), base], "src/a.ts");
    assert_eq!((found.line_limit, found.quote, found.semicolons), (Some(100), Some('\''), Some(true)));
    let named = [("package.json", "{ \"prettier\": \"./base.js\" }"), base];
    let found = told(&named, "src/a.ts");
    assert_eq!((found.quote, found.semicolons), (Some('\''), Some(false)));
    let handed_on = "module.exports = require(\"@acme/prettier-config\");\n";
    let found = told(&[("prettier.config.js", handed_on)], "a.ts");
    assert_eq!((found.formatted, found.quote, found.semicolons), (true, None, None));
    let shared = "{ \"prettier\": \"@acme/prettier-config\" }";
    let found = told(&[("package.json", shared)], "a.ts");
    assert_eq!((found.formatted, found.quote, found.semicolons), (true, None, None));
}

#[test]
fn oxfmt_takes_the_options_of_prettier_and_lets_lines_be_longer() {
    let found = told(&[(".oxfmtrc.json", "{ \"singleQuote\": true, \"sortImports\": {} }")], "src/a.ts");
    assert_eq!((found.line_limit, found.quote, found.sorts_imports), (Some(100), Some('\''), true));
    assert_eq!((found.formatted, found.trailing_comma), (true, Some(Commas::Always)));
    let code = "export default {\n  printWidth: 80,\n  semi: false,\n} satisfies OxfmtConfig;\n";
    let found = told(&[("oxfmt.config.ts", code)], "a.ts");
    assert_eq!((found.line_limit, found.semicolons, found.sorts_imports), (Some(80), Some(false), false));
}

#[test]
fn biome_indents_with_tabs_unless_it_is_told_otherwise() {
    let biome = "{ \"javascript\": { \"formatter\": { \"semicolons\": \"asNeeded\" } } }";
    let found = told(&[("biome.json", biome)], "a.ts");
    assert_eq!((found.indent, found.semicolons, found.quote), (Some(Indent::Tab), Some(false), Some('"')));
    assert!(found.sorts_imports);
    let unsorted = "{ \"assist\": { \"actions\": { \"source\": { \"organizeImports\": \"off\" } } } }";
    assert!(!told(&[("biome.json", unsorted)], "a.ts").sorts_imports);
    let plugin = "{ \"devDependencies\": { \"eslint-plugin-simple-import-sort\": \"12.0.0\" } }";
    let found = told(&[("package.json", plugin)], "src/a.ts");
    assert!(found.sorts_imports && found.separates_imports);
    let root = "{ \"formatter\": { \"indentStyle\": \"space\", \"lineWidth\": 100 } }";
    let own = "{ \"extends\": \"//\", \"formatter\": { \"lineWidth\": 90 } }";
    let found = told(&[("biome.json", root), ("apps/web/biome.json", own)], "apps/web/a.ts");
    assert_eq!((found.indent, found.line_limit), (Some(Indent::Spaces(2)), Some(90)));
    let off = "{ \"formatter\": { \"enabled\": false } }";
    assert_eq!(told(&[("biome.json", off)], "a.ts"), Conventions::default());
}
