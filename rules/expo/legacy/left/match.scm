; import * as Sentry from "sentry-expo", import { Native as Sentry } from "sentry-expo"
(import_statement
  (import_clause . [(namespace_import) (identifier) (named_imports . (import_specifier name: (identifier) @_native) .)] .)
  source: (string (string_fragment) @_module) @fine @site
  (#any-of? @_native "Native" "Browser" "React") (#eq? @_module "sentry-expo"))

; const Sentry = require("sentry-expo")
(variable_declarator
  name: (identifier)
  value: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module) @fine @site))
  (#eq? @_require "require") (#eq? @_module "sentry-expo"))

; what other forms there are: export * from, several names, jest.mock, import()
((string (string_fragment) @_module) @site
  (#match? @_module "^sentry-expo(/|$)") (#not-match? @_module "^sentry-expo/upload-sourcemaps$"))

; Sentry.Native.captureException
(member_expression
  object: (member_expression object: (identifier) @_from property: (property_identifier) @_native) @fine @site
  (#any-of? @_native "Native" "Browser" "React") (#imported-from? @_from "sentry-expo"))

; const client = Sentry.Native
((member_expression object: (identifier) @_from property: (property_identifier) @_native) @site
  (#any-of? @_native "Native" "Browser" "React") (#imported-from? @_from "sentry-expo"))

; const { Native } = Sentry, export { Sentry }, export default Sentry: what others do with it is not known
([
  (variable_declarator name: (object_pattern) value: (identifier) @_from)
  (export_specifier name: (identifier) @_from)
  (export_statement value: (identifier) @_from)
 ] @site
  (#imported-from? @_from "sentry-expo"))

; new Sentry.Native.ReactNavigationInstrumentation(), which has a counterpart
((new_expression
    constructor: (member_expression property: (property_identifier) @_name) @fine @site
    arguments: (arguments . ")"))
  (#any-of? @_name "ReactNavigationInstrumentation" "ReactNavigationV5Instrumentation" "ReactNativeTracing")
  (#set! by-name "no other package has a class of this name"))

; new Sentry.Native.ReactNativeTracing({ routingInstrumentation }): so does this, and the option in there
((new_expression
    constructor: (member_expression property: (property_identifier) @_name) @fine @site
    arguments: (arguments . (object . [
      (shorthand_property_identifier) @_option
      (pair key: (property_identifier) @_option value: (identifier))
    ] .) .))
  (#eq? @_name "ReactNativeTracing") (#eq? @_option "routingInstrumentation")
  (#set! by-name "no other package has a class of this name"))
((new_expression
    constructor: (member_expression property: (property_identifier) @_name)
    arguments: (arguments . (object . (pair key: (property_identifier) @_option value: (identifier)) @fine @site .) .))
  (#eq? @_name "ReactNativeTracing") (#eq? @_option "routingInstrumentation")
  (#set! by-name "no other package has a class of this name"))

; Sentry.Native.Severity, which went away
((member_expression
    object: (member_expression object: (identifier) @_from property: (property_identifier) @_native)
    property: (property_identifier) @_name) @site
  (#any-of? @_native "Native" "Browser" "React") (#imported-from? @_from "sentry-expo" "@sentry/react-native")
  (#not-any-of? @_name
    "addBreadcrumb" "addEventProcessor" "addIntegration" "captureEvent" "captureException" "captureFeedback" "captureMessage" "close"
    "createReduxEnhancer" "ErrorBoundary" "flush" "getActiveSpan" "getClient" "getCurrentScope" "getGlobalScope" "getIsolationScope"
    "init" "lastEventId" "logger" "nativeCrash" "Profiler" "reactNativeTracingIntegration" "reactNavigationIntegration" "Scope"
    "sentryTraceGesture" "setContext" "setExtra" "setExtras" "setMeasurement" "setTag" "setTags" "setUser" "startInactiveSpan" "startSpan"
    "startSpanManual" "TouchEventBoundary" "useProfiler" "withActiveSpan" "withErrorBoundary" "withProfiler" "withScope"
    "withTouchEventBoundary" "wrap"))

; Sentry.configureScope, Native.ReactNativeTracing
((member_expression object: (identifier) @_from property: (property_identifier) @_name) @site
  (#imported-from? @_from "sentry-expo" "@sentry/react-native") (#any-of? @_name
    "addGlobalEventProcessor" "BrowserTracing" "captureUserFeedback" "config" "configureScope" "createReduxEnhancer" "getCurrentHub" "Hub"
    "Integrations" "makeMain" "ReactNativeNavigationInstrumentation" "ReactNativeTracing" "ReactNavigationInstrumentation"
    "ReactNavigationV4Instrumentation" "ReactNavigationV5Instrumentation" "RoutingInstrumentation" "setRelease" "Severity"
    "startTransaction" "Transports"))

; an option that went away
((pair key: (property_identifier) @_name) @site
  (#any-of? @_name "enableTracing" "autoSessionTracking" "tracingOrigins" "routingInstrumentation"))
