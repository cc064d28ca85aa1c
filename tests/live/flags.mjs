// Types what `apply` changed under every stricter option of the TypeScript compiler, and where it does not pass, under each.
//
//     node flags.mjs APP [REPOSITORY]
//
// APP holds node_modules; REPOSITORY, the same folder where it is left out, says what its last commit changed.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const app = path.resolve(process.argv[2]);
const repository = process.argv[3] ?? app;
const ts = createRequire(`${app}/package.json`)("typescript");

// Left out: isolatedDeclarations, which is for libraries (no page of an app could leave out its type).
// noPropertyAccessFromIndexSignature is looked at by the plan, so an app has it in its own configuration or not.
const FLAGS = {
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  strict: true,
  strictBuiltinIteratorReturn: true,
  strictPropertyInitialization: true,
  useUnknownInCatchVariables: true,
  verbatimModuleSyntax: true,
};

const said = execFileSync("git", ["-C", repository, "diff", "--name-only", "--relative", "HEAD~1", "HEAD"]);
const changed = `${said}`.split("\n").filter((name) => /\.tsx?$/.test(name)).map((name) => path.join(app, name));
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => { throw new Error(problem.messageText); } };
const base = ts.getParsedCommandLineOfConfigFile(path.join(app, "tsconfig.json"), {}, host);

// Files are parsed once for all options.
const parsed = new Map();
function check(flags) {
  const options = { ...base.options, noEmit: true, incremental: false, strict: true, ...flags };
  const compiler = ts.createCompilerHost(options);
  const read = compiler.getSourceFile;
  compiler.getSourceFile = (name, ...rest) => {
    if (!parsed.has(name)) parsed.set(name, read(name, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram(base.fileNames, options, compiler);
  const files = changed.map((name) => program.getSourceFile(name)).filter(Boolean);
  const problems = files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return { files, problems: [...program.getOptionsDiagnostics(), ...problems] };
}

const told = (problems) =>
  ts.formatDiagnostics(problems, { getCanonicalFileName: (file) => file, getCurrentDirectory: () => app, getNewLine: () => "\n" });
// All at once: what passes so passes under each. Else each says what it has against the code.
const { files, problems } = check(FLAGS);
if (files.length < 4) throw new Error(`only ${files.length} files were typed`);
if (problems.length) {
  for (const [name, value] of Object.entries(FLAGS)) {
    const alone = told(check({ [name]: value }).problems);
    if (alone) console.error(`--${name} ${value}\n${alone}`);
  }
  console.error(`all at once\n${told(problems)}`);
  process.exit(1);
}
const brackets = base.options.noPropertyAccessFromIndexSignature ? ", with brackets," : "";
console.log(`${path.basename(app)}: ${files.length} files${brackets} passed under ${Object.keys(FLAGS).length} stricter options`);
