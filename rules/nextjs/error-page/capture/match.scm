; ErrorPage.getInitialProps = async (context) => {...}
((program (expression_statement (assignment_expression
    left: (member_expression property: (property_identifier) @_method)
    right: (arrow_function
      "async"
      parameters: (formal_parameters . (identifier) @context)
      body: (statement_block) @body))) @site) @_file
  (#eq? @_method "getInitialProps")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error|underscore)"))

; ErrorPage.getInitialProps = async (context) => {...}, in TypeScript
((program (expression_statement (assignment_expression
    left: (member_expression property: (property_identifier) @_method)
    right: (arrow_function
      "async"
      parameters: (formal_parameters . (required_parameter pattern: (identifier) @context))
      body: (statement_block) @body))) @site) @_file
  (#eq? @_method "getInitialProps")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error|underscore)"))

; ErrorPage.getInitialProps = async context => {...}
((program (expression_statement (assignment_expression
    left: (member_expression property: (property_identifier) @_method)
    right: (arrow_function "async" parameter: (identifier) @context body: (statement_block) @body))) @site) @_file
  (#eq? @_method "getInitialProps")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error|underscore)"))

; ErrorPage.getInitialProps = async function (context) {...}
((program (expression_statement (assignment_expression
    left: (member_expression property: (property_identifier) @_method)
    right: (function_expression
      "async"
      parameters: (formal_parameters . (identifier) @context)
      body: (statement_block) @body))) @site) @_file
  (#eq? @_method "getInitialProps")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error|underscore)"))

; ErrorPage.getInitialProps = async function (context) {...}, in TypeScript
((program (expression_statement (assignment_expression
    left: (member_expression property: (property_identifier) @_method)
    right: (function_expression
      "async"
      parameters: (formal_parameters . (required_parameter pattern: (identifier) @context))
      body: (statement_block) @body))) @site) @_file
  (#eq? @_method "getInitialProps")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error|underscore)"))
