; ErrorPage.getInitialProps = async (context) => {...}, async context => {...}, async function (context) {...}
((program (expression_statement (assignment_expression
    left: (member_expression property: (property_identifier) @_method)
    right: [
      (arrow_function "async" parameters: (_ (#use! "first-parameter" @context)) body: (statement_block) @body)
      (arrow_function "async" parameter: (identifier) @context body: (statement_block) @body)
      (function_expression "async" parameters: (_ (#use! "first-parameter" @context)) body: (statement_block) @body)
    ])) @site) @_file
  (#eq? @_method "getInitialProps")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error|underscore)"))
